package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Protocol;
import io.github.macvtaplab.model.SubnetName;
import io.github.macvtaplab.model.Topology;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths that are tried at the same time, with the number that each has in its frames' tags. Paths from A to B and from B to A
 * are never in one batch: who asks for a neighbour is learned by the one who is asked, and the way back would be open for
 * that alone.
 */
final class Batch {
    /** Group of the IPv4 multicast probes: administratively scoped (RFC 2365). */
    static final String GROUP_V4 = "239.255.77.7";
    /** Group of the IPv6 multicast probes: transient, site-local scope (RFC 4291). */
    static final String GROUP_V6 = "ff15::4d56:4c";
    /** Number in the tag of the frame that shows whether the switch reflects. */
    static final int REFLECTION = 2000;

    /** How many ranges of TCP ports batches take turns with. */
    static final int PORT_RANGES = 16;

    private static final int MOST = 2500 / 8;

    private final Topology topology;
    private final Attestation attestation;
    private final Map<Path, Integer> numbers = new LinkedHashMap<>();
    private final Map<End, List<Map<String, Object>>> exchanges = new EnumMap<>(End.class);
    private final Map<End, List<Map<String, Object>>> casts = new EnumMap<>(End.class);
    private final long tag;
    private final List<Path> paths;

    Batch(Topology topology, Attestation attestation, Collection<Path> paths, long tag) {
        this.topology = topology;
        this.attestation = attestation;
        this.tag = tag;
        this.paths = List.copyOf(paths);
        Map<List<Object>, Integer> castNumbers = new HashMap<>();
        int next = 0;
        for (Path path : paths) {
            if (!path.protocol().oneWay()) {
                numbers.put(path, next);
                exchanges.computeIfAbsent(path.from(), end -> new ArrayList<>()).add(exchange(path, next++));
            } else {
                List<Object> key = List.of(path.from(), path.subnet(), path.family(), path.protocol());
                Integer known = castNumbers.get(key);
                if (known == null) {
                    known = next;
                    castNumbers.put(key, next++);
                    casts.computeIfAbsent(path.from(), end -> new ArrayList<>()).add(cast(path, known));
                }
                numbers.put(path, known);
            }
        }
        if (next > MOST) {
            throw new IllegalArgumentException("a batch has at most %d paths, got %d".formatted(MOST, next));
        }
    }

    private Map<String, Object> exchange(Path path, int number) {
        return Map.of(
                "id", number,
                "device", topology.device(path.from(), path.subnet()),
                "source", topology.address(path.from(), path.subnet(), path.family()),
                "target", topology.address(path.to(), path.subnet(), path.family()),
                "protocol", path.protocol().label());
    }

    private Map<String, Object> cast(Path path, int number) {
        String target = path.protocol() == Protocol.BROADCAST
                ? broadcast(topology.addressWithPrefix(path.from(), path.subnet(), path.family()))
                : path.family() == IpFamily.V4 ? GROUP_V4 : GROUP_V6;
        return Map.of(
                "id",
                number,
                "device",
                topology.device(path.from(), path.subnet()),
                "source",
                topology.address(path.from(), path.subnet(), path.family()),
                "target",
                target);
    }

    /** The broadcast address of an IPv4 address's subnet. */
    static String broadcast(String addressWithPrefix) {
        int slash = addressWithPrefix.indexOf('/');
        int prefix = Integer.parseInt(addressWithPrefix.substring(slash + 1));
        try {
            byte[] raw =
                    InetAddress.getByName(addressWithPrefix.substring(0, slash)).getAddress();
            for (int bit = prefix; bit < 32; bit++) {
                raw[bit / 8] |= (byte) (0x80 >> bit % 8);
            }
            return InetAddress.getByAddress(raw).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + addressWithPrefix + "' is no IPv4 address", e);
        }
    }

    /** A random number that stands in the tag of every frame of the batch. */
    long tag() {
        return tag;
    }

    /**
     * First TCP port of the clients: another in each of 16 batches in a row, so that no late segment is taken for a new one. The
     * stations repeat an answer for 3 s, and 16 batches take longer.
     */
    int basePort() {
        return 20_000 + (int) (tag % PORT_RANGES) * 2500;
    }

    List<Path> paths() {
        return paths;
    }

    Map<Path, Integer> numbers() {
        return numbers;
    }

    Map<String, Object> run(End end, Pace pace) {
        return Map.of(
                "batch", tag,
                "base_port", basePort(),
                "paths", exchanges.getOrDefault(end, List.of()),
                "casts", casts.getOrDefault(end, List.of()),
                "pace", pace.toStation());
    }

    /** The neighbours that both ends of some paths need, by the end that needs them. */
    Map<End, List<List<String>>> neighbours(Collection<Path> silent) {
        Map<End, List<List<String>>> entries = new EnumMap<>(End.class);
        for (Path path : silent) {
            entry(entries, path.from(), path.to(), path.subnet(), path.family());
            entry(entries, path.to(), path.from(), path.subnet(), path.family());
        }
        return entries;
    }

    private void entry(Map<End, List<List<String>>> entries, End at, End of, SubnetName subnet, IpFamily family) {
        String mac = attestation.macs().getOrDefault(of, Map.of()).get(subnet);
        if (mac != null) {
            List<String> entry = List.of(topology.address(of, subnet, family), mac, topology.device(at, subnet));
            List<List<String>> known = entries.computeIfAbsent(at, end -> new ArrayList<>());
            if (!known.contains(entry)) {
                known.add(entry);
            }
        }
    }
}
