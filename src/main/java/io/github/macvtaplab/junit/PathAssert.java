package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.Paths;
import io.github.macvtaplab.connectivity.Proof;
import io.github.macvtaplab.model.PathVerdict;
import java.util.List;
import java.util.stream.Collectors;

/** Assert what a set of paths is, all protocols at once. */
public final class PathAssert {
    private final PathsUnderTest paths;

    PathAssert(PathsUnderTest paths) {
        this.paths = paths;
    }

    /**
     * Assert that every path is blocked, with witnesses before and after.
     *
     * @throws ClaimRefuted if a path is open
     * @throws NotProven if a piece of the proof is missing
     */
    public void isBlocked() {
        expect(PathVerdict.BLOCKED, paths.prove());
    }

    /**
     * Assert that every path is open.
     *
     * @throws ClaimRefuted if a path is blocked, with witnesses before and after
     * @throws NotProven if it is neither shown open nor shown blocked
     */
    public void isReachable() {
        expect(PathVerdict.REACHABLE, paths.prove());
    }

    /**
     * Assert that every path is open, as a control beside a claim: a closed one says that the lab is broken, not that the
     * claim is wrong.
     *
     * @throws NotProven if a path is not open
     */
    public void isReachableAsControl() {
        List<Proof> proofs = paths.prove();
        if (proofs.stream().anyMatch(proof -> proof.verdict() != PathVerdict.REACHABLE)) {
            throw new NotProven("control: " + message(PathVerdict.REACHABLE, proofs));
        }
        paths.held(proofs);
    }

    /**
     * Assert that no path is open, as a control that something which was to close them does. This says nothing about why they are
     * silent, and so no claim may rest on it.
     *
     * @throws NotProven if a path is open
     */
    public void isSilentAsControl() {
        List<Proof> proofs = paths.prove();
        if (proofs.stream().anyMatch(proof -> proof.verdict() == PathVerdict.REACHABLE)) {
            throw new NotProven("control: " + message(PathVerdict.BLOCKED, proofs));
        }
    }

    private void expect(PathVerdict expected, List<Proof> proofs) {
        List<PathVerdict> seen = proofs.stream().map(Proof::verdict).distinct().toList();
        if (seen.equals(List.of(expected))) {
            paths.held(proofs);
            return;
        }
        String message = message(expected, proofs);
        boolean proven = proofs.stream()
                .anyMatch(proof -> proof.verdict() != expected && proof.verdict() != PathVerdict.INCONCLUSIVE);
        if (proven) {
            throw new ClaimRefuted(message);
        }
        throw new NotProven(message);
    }

    private String message(PathVerdict expected, List<Proof> proofs) {
        return "in %s, expected %s, seen %s"
                .formatted(
                        paths.situation(),
                        expected,
                        proofs.stream()
                                .filter(proof -> proof.verdict() != expected)
                                .map(proof -> "%s: %s (%s)"
                                        .formatted(proof.verdict(), Paths.describe(proof.path()), proof.reason()))
                                .collect(Collectors.joining(" | ")));
    }
}
