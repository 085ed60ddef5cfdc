package io.github.macvtaplab.connectivity.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who else has an address or a MAC address of the lab.
 *
 * @param addresses addresses of the lab that somebody else has, each with his MAC address
 * @param macs MAC addresses of guests from which frames came in while no guest was on the segment, each with how many
 */
public record Strangers(Map<String, String> addresses, Map<String, Integer> macs) {
    /** Nobody. */
    public static final Strangers NONE = new Strangers(Map.of(), Map.of());

    /** Keep the order. */
    public Strangers {
        addresses = new TreeMap<>(addresses);
        macs = new TreeMap<>(macs);
    }

    /** As facts: {@code stranger 198.18.10.11} with his MAC address, {@code stranger-mac 52:54:00:12:01:01} with a number of frames. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        addresses.forEach((address, mac) -> facts.put("stranger " + address, mac));
        macs.forEach((mac, count) -> facts.put("stranger-mac " + mac, String.valueOf(count)));
        return facts;
    }

    /** A sentence for each. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        addresses.forEach((address, mac) ->
                sentences.add("%s is an address of the lab, and somebody else with MAC address %s says that he has it"
                        .formatted(address, mac)));
        macs.forEach((mac, count) -> sentences.add(
                "%d frames came in by the uplink from %s, the MAC address of a guest that is not on the segment yet"
                        .formatted(count, mac)));
        return sentences;
    }
}
