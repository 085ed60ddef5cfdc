package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.IpFamily;
import io.github.macvtaplab.model.SubnetName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a variable that maps subnets to versions of IP to addresses or networks, and says what is wrong in it. */
final class SubnetMap {
    private static final List<String> SUBNETS =
            Arrays.stream(SubnetName.values()).map(SubnetMap::written).toList();
    private static final List<String> FAMILIES =
            Arrays.stream(IpFamily.values()).map(SubnetMap::written).toList();

    private final LabVariable variable;
    private final Problems problems;

    SubnetMap(LabVariable variable, Problems problems) {
        this.variable = variable;
        this.problems = problems;
    }

    /** A place in the map, as shared.v4. */
    record Place(SubnetName subnet, IpFamily family) {
        @Override
        public String toString() {
            return written(subnet) + "." + written(family);
        }
    }

    /** Read it; what is wrong or open is left out. */
    Map<Place, Ip> read(LabHost host) {
        Map<Place, Ip> found = new LinkedHashMap<>();
        JsonNode map = host.get(variable.variable);
        if (!map.isObject() || Seen.isEncrypted(map)) {
            return found;
        }
        Map<String, JsonNode> bySubnet = entries(host, variable.variable, map, SUBNETS);
        for (SubnetName subnet : SubnetName.values()) {
            String at = variable.variable + "." + written(subnet);
            JsonNode entry = bySubnet.get(written(subnet));
            if (entry == null || Seen.isNothing(entry)) {
                missing(host, subnet, at, "a map of v4 and v6");
            } else if (entry.isObject() && !Seen.isEncrypted(entry)) {
                Map<String, JsonNode> byFamily = entries(host, at, entry, FAMILIES);
                for (IpFamily family : IpFamily.values()) {
                    Place place = new Place(subnet, family);
                    ip(host, place, byFamily.get(written(family))).ifPresent(ip -> found.put(place, ip));
                }
            } else if (!Seen.isOpen(entry)) {
                wrong(host, at, entry, "a map of v4 and v6");
            }
        }
        return found;
    }

    private Optional<Ip> ip(LabHost host, Place place, @Nullable JsonNode value) {
        String at = variable.variable + "." + place;
        boolean isNetwork = variable == LabVariable.SUBNETS;
        String expected = isNetwork ? Ip.expectedNetwork(place.family()) : Ip.expectedHost(place.family());
        if (value == null || Seen.isNothing(value)) {
            missing(host, place.subnet(), at, expected);
            return Optional.empty();
        }
        if (Seen.isOpen(value)) {
            return Optional.empty();
        }
        Optional<Ip> ip = !value.isTextual()
                ? Optional.empty()
                : isNetwork ? Ip.network(value.asText(), place.family()) : Ip.host(value.asText(), place.family());
        if (ip.isEmpty()) {
            wrong(host, at, value, expected);
        }
        return ip;
    }

    /** What the valid keys lead to; a key that is nearly right is taken for the one that is meant. */
    private Map<String, JsonNode> entries(LabHost host, String at, JsonNode map, List<String> valid) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        Map<String, JsonNode> unknown = new LinkedHashMap<>();
        map.properties()
                .forEach(entry ->
                        (valid.contains(entry.getKey()) ? entries : unknown).put(entry.getKey(), entry.getValue()));
        unknown.forEach((key, value) -> {
            Nearest nearest = Nearest.of(key, valid);
            problems.add(
                    host.name(),
                    "%s has the unknown key '%s'; the nearest valid one is '%s'; rename it, or leave it out"
                            .formatted(at, key, nearest.name()));
            if (nearest.isNear()) {
                entries.putIfAbsent(nearest.name(), value);
            }
        });
        return entries;
    }

    private void missing(LabHost host, SubnetName subnet, String at, String expected) {
        if (isRequired(host, subnet)) {
            problems.add(host.name(), "%s is missing; expected %s; set it".formatted(at, expected));
        }
    }

    /** Subnets may be left out, and of addresses those of the second subnet, where a KVM host has no second uplink for them. */
    private boolean isRequired(LabHost host, SubnetName subnet) {
        boolean without = host.is(LabGroup.KVM_HOSTS) && !host.has(LabVariable.SECOND_UPLINK);
        return variable == LabVariable.ADDRESSES && !(without && subnet == SubnetName.SECOND);
    }

    private void wrong(LabHost host, String at, JsonNode value, String expected) {
        problems.add(host.name(), "%s is %s; expected %s; correct it".formatted(at, Seen.value(at, value), expected));
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
