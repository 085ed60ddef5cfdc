package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.Regression.Course;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keep the medians of each run in an SQLite database beside the reports, and read those of the runs before. */
public final class History implements AutoCloseable {
    /** Name of the file. */
    public static final String FILE = "history.db";

    private static final int MOST_RUNS = 30;
    private static final int VERSION = 2;

    /** Which tool made the figures of a database that does not say it yet. */
    private static final String TOOL_OF_VERSION_1 =
            "case when profile like 'str-%' then 'iperf3' when profile = 'rr1c-1x1' then 'netperf' else 'wrk' end";

    private final Path file;
    private final Connection connection;

    private History(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Open the database in a directory, or make it.
     *
     * @throws LabException naming the file, if it cannot be opened, or is of another version of this suite
     */
    public static History open(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            History history = new History(file, DriverManager.getConnection("jdbc:sqlite:" + file));
            history.prepare();
            return history;
        } catch (IOException | SQLException e) {
            throw failure(file, e);
        }
    }

    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet result = statement.executeQuery("pragma user_version")) {
                version = result.getInt(1);
            }
            if (version < 0 || version > VERSION) {
                throw new SQLException("it is of version %d, this suite reads %d".formatted(version, VERSION));
            }
            statement.execute("""
                    create table if not exists run (
                        id integer primary key, at text not null, lab text not null, level text not null,
                        equipment text not null)""");
            statement.execute("""
                    create table if not exists median (
                        run integer not null references run (id), entrant text not null, profile text not null,
                        tool text not null, place text not null, pairs integer not null, connections integer not null,
                        samples integer not null, rate real not null, rate_unit text not null,
                        cpu_cost real not null, cpu_cost_unit text not null)""");
            if (version == 1) {
                addTools(statement);
            } else {
                statement.execute("pragma user_version = " + VERSION);
            }
        }
    }

    /** Make a database of version 1 one of version 2, whole or not at all. */
    private void addTools(Statement statement) throws SQLException {
        wholly(() -> {
            statement.execute("alter table median add column tool text not null default ''");
            statement.execute("update median set tool = " + TOOL_OF_VERSION_1);
            statement.execute("pragma user_version = " + VERSION);
        });
    }

    /** Something that is done to the database. */
    private interface Work {
        void run() throws SQLException;
    }

    /** Do all of it, or nothing. */
    private void wholly(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * The rates of a race beside those of the last 30 runs before it of the same lab, level and equipment that the same tool has made,
     * oldest first.
     */
    public Map<Kind, Course> courses(String lab, Figures figures) {
        Map<Kind, Course> courses = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select rate from median join run on run.id = median.run
                where lab = ? and level = ? and equipment = ? and entrant = ? and profile = ? and tool = ?
                    and place = ? and pairs = ? and connections = ?
                order by run.id desc limit ?""")) {
            for (Measurement cell : figures.measurements()) {
                Kind kind = cell.kind();
                query.setString(1, lab);
                query.setString(2, figures.plan().level().name());
                query.setString(3, equipment(figures));
                query.setString(4, kind.entrant());
                query.setString(5, kind.load().profile());
                query.setString(6, kind.load().tool());
                query.setString(7, kind.load().place().label());
                query.setInt(8, kind.load().pairs());
                query.setInt(9, kind.load().connections());
                query.setInt(10, MOST_RUNS);
                List<Double> before = new ArrayList<>();
                try (ResultSet result = query.executeQuery()) {
                    while (result.next()) {
                        before.add(result.getDouble(1));
                    }
                }
                Collections.reverse(before);
                courses.put(kind, new Course(cell.median(), before, cell.unit()));
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
        return courses;
    }

    /** Add a race, whole or not at all. */
    public void add(String lab, Figures figures) {
        try {
            wholly(() -> insert(lab, figures));
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private void insert(String lab, Figures figures) throws SQLException {
        try (PreparedStatement run =
                        connection.prepareStatement("insert into run (at, lab, level, equipment) values (?, ?, ?, ?)");
                PreparedStatement median = connection.prepareStatement("""
                            insert into median (run, entrant, profile, tool, place, pairs, connections, samples, rate, rate_unit,
                                cpu_cost, cpu_cost_unit)
                            values ((select max(id) from run), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            run.setString(1, Instant.now().toString());
            run.setString(2, lab);
            run.setString(3, figures.plan().level().name());
            run.setString(4, equipment(figures));
            run.executeUpdate();
            for (Measurement cell : figures.measurements()) {
                median.setString(1, cell.kind().entrant());
                median.setString(2, cell.kind().load().profile());
                median.setString(3, cell.kind().load().tool());
                median.setString(4, cell.kind().load().place().label());
                median.setInt(5, cell.kind().load().pairs());
                median.setInt(6, cell.kind().load().connections());
                median.setInt(7, cell.n());
                median.setDouble(8, cell.median());
                median.setString(9, cell.unit());
                median.setDouble(10, cell.cpuMedian());
                median.setString(11, cell.cpuUnit());
                median.executeUpdate();
            }
        }
    }

    /** Other offloads, queues or kernel make another lab of it. */
    private static String equipment(Figures figures) {
        return figures.profiles() + "; kernel "
                + figures.samples().stream()
                        .map(sample -> sample.conditions().getOrDefault("kernel", "unknown"))
                        .findFirst()
                        .orElse("unknown");
    }

    private static LabException failure(Path file, Exception cause) {
        return new LabException(
                "this machine: expected to keep the figures in %s, saw: %s. Make room there or move the file away; -Dlab.history=off does without"
                        .formatted(file, cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }
}
