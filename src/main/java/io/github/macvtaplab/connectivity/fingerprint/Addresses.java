package io.github.macvtaplab.connectivity.fingerprint;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Does sums with IP addresses. */
final class Addresses {
    /** Low ends of the interface ids that are asked for in an IPv6 subnet: few would choose them. */
    private static final List<String> UNLIKELY = List.of("4d564cf1", "4d564cf2");

    private Addresses() {}

    static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + address + "' is no IP address", e);
        }
    }

    /**
     * Two addresses of a subnet that the lab does not use.
     *
     * @param within an address of the subnet, with prefix length
     * @param used addresses that the lab does use
     * @return none if the subnet has fewer than 32 addresses
     */
    static List<String> unused(String within, Collection<String> used) {
        int slash = within.indexOf('/');
        byte[] raw = bytes(within.substring(0, slash));
        int free = raw.length * 8 - Integer.parseInt(within.substring(slash + 1));
        if (free < 5) {
            return List.of();
        }
        BigInteger size = BigInteger.ONE.shiftLeft(free);
        BigInteger net = new BigInteger(1, raw).andNot(size.subtract(BigInteger.ONE));
        Stream<BigInteger> candidates = raw.length == 16 && free >= 64
                ? UNLIKELY.stream().map(low -> new BigInteger(low, 16))
                // Routers are at either end of a subnet as a rule.
                : Stream.iterate(size.shiftRight(1).add(BigInteger.TEN), BigInteger::nextProbablePrime)
                        .limit(12);
        return candidates
                .filter(number -> number.compareTo(size.subtract(BigInteger.ONE)) < 0)
                .map(number -> text(net.add(number), raw.length))
                .filter(address ->
                        used.stream().noneMatch(other -> canonical(other).equals(address)))
                .limit(2)
                .toList();
    }

    /** One spelling of an address, whoever wrote it. */
    static String canonical(String address) {
        byte[] raw = bytes(address);
        return text(new BigInteger(1, raw), raw.length);
    }

    private static String text(BigInteger address, int length) {
        byte[] raw = new byte[length];
        byte[] value = address.toByteArray();
        for (int at = 1; at <= Math.min(length, value.length); at++) {
            raw[length - at] = value[value.length - at];
        }
        try {
            return InetAddress.getByAddress(raw).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
