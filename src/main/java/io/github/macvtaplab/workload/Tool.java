package io.github.macvtaplab.workload;

import io.github.macvtaplab.workload.Exchange.RequestResponse;
import io.github.macvtaplab.workload.Exchange.Stream;
import java.util.Arrays;
import java.util.Locale;

/** Name the programs that can make traffic. */
public enum Tool {
    /** Streams. */
    IPERF3,
    /** Request-response as HTTP, against nginx. */
    WRK,
    /** Request-response without headers, many connections in one process. A lab may lack it. */
    UPERF,
    /** Request-response without headers, one process for each connection. A lab may lack it. */
    NETPERF;

    /**
     * Look one up by the name of its program.
     *
     * @throws IllegalArgumentException if there is none; it lists those that there are
     */
    static Tool named(String program) {
        return Arrays.stream(values())
                .filter(tool -> tool.program().equals(program))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tool '%s'; there are %s"
                        .formatted(
                                program,
                                Arrays.stream(values()).map(Tool::program).toList())));
    }

    /** Return the name of the program. */
    public String program() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tell whether every lab has it, as preflight sees to. */
    boolean everywhere() {
        return this == IPERF3 || this == WRK;
    }

    /**
     * Make it for an exchange.
     *
     * @throws IllegalArgumentException if it cannot make that
     */
    LoadTool of(Exchange exchange) {
        if (exchange instanceof Stream stream && this == IPERF3) {
            return new Iperf3(stream);
        }
        if (exchange instanceof RequestResponse requestResponse && this != IPERF3) {
            return switch (this) {
                case UPERF -> new Uperf(requestResponse);
                case NETPERF -> new Netperf(requestResponse);
                default -> new Wrk(requestResponse);
            };
        }
        throw new IllegalArgumentException("%s cannot make %s".formatted(program(), exchange));
    }
}
