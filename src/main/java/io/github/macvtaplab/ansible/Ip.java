package io.github.macvtaplab.ansible;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import io.github.macvtaplab.model.IpFamily;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with its network. Read as it is written: no name server is asked, no shorthand taken.
 *
 * @param address without prefix length
 * @param prefix its length
 */
record Ip(IPAddress address, int prefix) {
    private static final Pattern WITH_PREFIX = Pattern.compile("([^/]+)/([1-9][0-9]{0,2})");
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .allow_inet_aton(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    /** One address, of either version, without prefix length. */
    static Optional<IPAddress> address(String text) {
        return Optional.ofNullable(new IPAddressString(text, STRICT).getAddress())
                .filter(address -> !address.isMultiple());
    }

    /** One address, whether or not a prefix length follows. */
    static Optional<IPAddress> withOrWithoutPrefix(String text) {
        return address(text)
                .or(() -> host(text, IpFamily.V4)
                        .or(() -> host(text, IpFamily.V6))
                        .map(Ip::address));
    }

    /** A host's address, as 198.18.10.11/24. */
    static Optional<Ip> host(String text, IpFamily family) {
        return read(text, family)
                .filter(ip -> !ip.address.isMulticast() && !ip.address.isLoopback() && !ip.address.isUnspecified());
    }

    /** A network, as 198.18.10.0/24. */
    static Optional<Ip> network(String text, IpFamily family) {
        return read(text, family)
                .filter(ip -> !ip.address.isMulticast())
                .filter(ip -> ip.address.equals(ip.network().getLower().withoutPrefixLength()));
    }

    static String expectedHost(IpFamily family) {
        return family == IpFamily.V4
                ? "an IPv4 address with prefix length, as 198.18.10.11/24"
                : "an IPv6 address with prefix length, as 2001:db8:10::11/64";
    }

    static String expectedNetwork(IpFamily family) {
        return family == IpFamily.V4 ? "an IPv4 network, as 198.18.10.0/24" : "an IPv6 network, as 2001:db8:10::/64";
    }

    private static Optional<Ip> read(String text, IpFamily family) {
        Matcher parts = WITH_PREFIX.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(parts.group(2));
        return address(parts.group(1))
                .filter(address -> address.isIPv4() == (family == IpFamily.V4) && prefix <= address.getBitCount())
                .map(address -> new Ip(address, prefix));
    }

    /** All addresses of its network. */
    IPAddress network() {
        return address.toPrefixBlock(prefix);
    }

    /** Whether it is IPv4's address of the network itself, or the one of all its hosts. */
    boolean isNetworkOrBroadcast() {
        return address.isIPv4()
                && prefix < 31
                && (address.equals(network().getLower().withoutPrefixLength())
                        || address.equals(network().getUpper().withoutPrefixLength()));
    }

    @Override
    public String toString() {
        return address.toCanonicalString() + "/" + prefix;
    }
}
