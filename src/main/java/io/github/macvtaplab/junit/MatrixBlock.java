package io.github.macvtaplab.junit;

import io.github.macvtaplab.claims.ClaimChoice;
import io.github.macvtaplab.connectivity.Capture;
import io.github.macvtaplab.connectivity.Captures;
import io.github.macvtaplab.connectivity.Coverage;
import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.connectivity.ProbeResult;
import io.github.macvtaplab.connectivity.Prober.WithGiven;
import io.github.macvtaplab.connectivity.Round;
import io.github.macvtaplab.connectivity.SituationJudge;
import io.github.macvtaplab.connectivity.Taken;
import io.github.macvtaplab.junit.MatrixPlan.Block;
import io.github.macvtaplab.junit.Shot.Take;
import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Neighbours;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.PathVerdict;
import io.github.macvtaplab.model.Situation;
import io.github.macvtaplab.model.Situation.Firewall;
import io.github.macvtaplab.model.Situation.Hairpin;
import io.github.macvtaplab.model.Situation.Second;
import io.github.macvtaplab.model.Situation.Uplink;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import io.github.macvtaplab.provision.HostState;
import io.github.macvtaplab.provision.SecondInSharedSubnet;
import io.github.macvtaplab.provision.SecondNic;
import io.github.macvtaplab.provision.Wired;
import io.github.macvtaplab.safety.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Take one block of the matrix through its situations, and judge what was seen. */
@SuppressWarnings("try") // a change is a state of the lab: closing it is all that is done with it
final class MatrixBlock {
    private final LabSession session;
    private final Block block;
    private final ExpectedMatrix matrix;
    private final Coverage coverage;
    private final ClaimChoice choice;
    private final List<Shot> shots = new ArrayList<>();
    private Optional<LabException> failure = Optional.empty();

    MatrixBlock(LabSession session, Block block, ExpectedMatrix matrix, Coverage coverage) {
        this(session, block, matrix, coverage, ClaimChoice.all(matrix));
    }

    MatrixBlock(LabSession session, Block block, ExpectedMatrix matrix, Coverage coverage, ClaimChoice choice) {
        this.session = session;
        this.block = block;
        this.matrix = matrix;
        this.coverage = coverage;
        this.choice = choice;
    }

    /** Run it; what was seen before a failure is judged all the same. */
    Map<Situation, Outcome> run() {
        try {
            Wired wired = session.wire(block.wiring(), secondNic());
            session.awaitUp(wired);
            switch (block.second()) {
                case UNUSED, BOTH, NOT_IN_GUEST -> through(wired);
                case NOT_IN_HOST -> {
                    try (Change missing = session.hostState().withoutSecondAddress()) {
                        take(wired, plain());
                    }
                }
                case IN_SHARED_SUBNET -> {
                    HostState host = session.hostState();
                    try (Change moved = host.secondUplinkInSharedSubnet()) {
                        String route = host.routeTo(wired.address(End.GUEST, SubnetName.SHARED, IpFamily.V4));
                        take(new SecondInSharedSubnet(wired, host.spareSharedAddress(), route), plain());
                    }
                }
            }
        } catch (LabException e) {
            failure = Optional.of(e);
        }
        return judge();
    }

    /** What ended the run before its end; empty if nothing did. */
    Optional<LabException> failure() {
        return failure;
    }

    private SecondNic secondNic() {
        return block.second() == Second.BOTH || block.second() == Second.NOT_IN_HOST
                ? SecondNic.IN_SECOND_SUBNET
                : SecondNic.NONE;
    }

    private Situation plain() {
        return Situation.plain(block.wiring(), block.second());
    }

    /**
     * From the plain situation through all others and back, one change at a time: a change that several situations share is made
     * once.
     */
    private void through(Topology lab) {
        boolean hairpin = block.hairpins().contains(Hairpin.ON);
        boolean lost = block.uplinks().contains(Uplink.CARRIER_LOST);
        Deque<Change> link = new ArrayDeque<>();
        Deque<Change> port = new ArrayDeque<>();
        try {
            both(lab, Hairpin.OFF, Uplink.UP);
            if (lost) {
                link.push(session.switchPort().linkDown());
                both(lab, Hairpin.OFF, Uplink.CARRIER_LOST);
            }
            if (hairpin) {
                port.push(session.switchPort().hairpin());
            }
            if (hairpin && lost) {
                both(lab, Hairpin.ON, Uplink.CARRIER_LOST);
            }
            undo(link);
            session.awaitUp(lab);
            if (hairpin) {
                both(lab, Hairpin.ON, Uplink.UP);
            }
            if (block.uplinks().contains(Uplink.DOWN)) {
                link.push(session.hostState().uplinkDown());
                if (hairpin) {
                    both(lab, Hairpin.ON, Uplink.DOWN);
                }
                undo(port);
                both(lab, Hairpin.OFF, Uplink.DOWN);
            }
        } finally {
            undo(port);
            undo(link);
        }
        if (!block.open()) {
            session.awaitUp(lab);
            take(lab, plain());
        }
    }

    private static void undo(Deque<Change> changes) {
        while (!changes.isEmpty()) {
            changes.pop().close();
        }
    }

    private void both(Topology lab, Hairpin hairpin, Uplink uplink) {
        take(lab, plain().with(hairpin, uplink, Firewall.NONE));
        Situation dropping = plain().with(hairpin, uplink, Firewall.DROP);
        if (block.firewalls().contains(Firewall.DROP) && needed(dropping)) {
            try (Change drop = session.hostState().firewallDropsAll()) {
                take(lab, dropping);
            }
        }
    }

    /** Measure a situation; once more where a few of its cells are left without a proof, as the lab still is in that situation. */
    private void take(Topology lab, Situation situation) {
        if (!needed(situation) || coverage.missing(situation).isPresent()) {
            return;
        }
        Shot shot = new Shot(measure(lab, situation), Optional.empty());
        Optional<Taken> plain = first().or(() -> Optional.of(shot.taken()).filter(this::plain));
        if (shot.worthRepeating(new SituationJudge(matrix, plain, plain))) {
            shots.add(new Shot(shot.first(), Optional.of(measure(lab, situation))));
        } else {
            shots.add(shot);
        }
    }

    /** The plain situation is, whatever is asked for: it has the other situations' witnesses. */
    private boolean needed(Situation situation) {
        return situation.equals(plain()) || choice.needs(situation);
    }

    private Take measure(Topology lab, Situation situation) {
        Round round = session.prober()
                .round(
                        lab,
                        coverage.paths(situation),
                        situation.open() && !block.second().irregular() ? WithGiven.YES : WithGiven.NO);
        Taken taken = new Taken(situation, round);
        List<Path> interesting = interesting(taken);
        return new Take(
                taken,
                interesting.isEmpty() ? Capture.NONE : new Captures(session.stations()).fetch(round, interesting));
    }

    /** The paths to keep frames of: the first of each rule that bears on a claim, and those that look wrong. */
    private List<Path> interesting(Taken taken) {
        List<Path> chosen = new ArrayList<>();
        Set<String> rules = new HashSet<>();
        for (Map.Entry<Path, ProbeResult> entry : taken.round().asked().entrySet()) {
            var expected = matrix.expect(taken.situation(), entry.getKey(), Neighbours.ASKED);
            boolean wrong = entry.getValue().answered() != (expected.verdict() == PathVerdict.REACHABLE);
            boolean decisive = !expected.claims().isEmpty() && rules.add(expected.rule());
            if ((wrong || decisive) && chosen.size() < Shot.MOST_TRACED) {
                chosen.add(entry.getKey());
            }
        }
        return chosen;
    }

    private Optional<Taken> first() {
        return shots.stream().findFirst().map(Shot::witness).filter(this::plain);
    }

    private Optional<Taken> last() {
        return shots.stream().reduce((one, two) -> two).map(Shot::witness).filter(this::plain);
    }

    private boolean plain(Taken taken) {
        return taken.situation().equals(plain());
    }

    private Map<Situation, Outcome> judge() {
        SituationJudge judge = new SituationJudge(matrix, first(), last());
        Map<Situation, Outcome> outcomes = new LinkedHashMap<>();
        for (Shot shot : shots) {
            outcomes.computeIfAbsent(shot.taken().situation(), any -> shot.judge(judge));
        }
        return outcomes;
    }
}
