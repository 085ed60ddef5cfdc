package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.macvtaplab.model.IpFamily;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Lists what a variable's value can be. */
enum ValueKind {
    LAB_NAME(
            "1 to 40 letters, digits, '.', '_' or '-'",
            text(text -> Patterns.NAME.matcher(text).matches())),
    TRUE_OR_FALSE(
            "true or false",
            value -> value.isBoolean() || (value.isTextual() && value.asText().matches("true|false"))),
    NODE("the name of a host of this inventory", text(text -> true)),
    SSH_HOST(
            "a host name or an IP address",
            text(text -> Patterns.SSH_HOST.matcher(text).matches())),
    LOGIN_NAME(
            "a login name, without blanks",
            text(text -> Patterns.LOGIN_NAME.matcher(text).matches())),
    PASSWORD(
            "a password on one line, in quotes",
            // encrypt_string takes the Enter that ends an input for a part of it.
            text(text -> Patterns.LINE.matcher(text.stripTrailing()).matches())),
    PORT("a whole number from 1 to 65535", value -> isNumber(value, 1, 65_535)),
    MEMORY_MIB("a whole number of MiB from 128 to 1048576", value -> isNumber(value, 128, 1_048_576)),
    SMALL_COUNT("a whole number from 1 to 64", value -> isNumber(value, 1, 64)),
    HOST_KEY(
            "an OpenSSH host key, as 'ssh-ed25519 AAAA...' (also ecdsa-... and ssh-rsa)",
            text(text -> Patterns.HOST_KEY.matcher(text).matches())),
    PATH("a path", text(text -> Patterns.LINE.matcher(text).matches())),
    ABSOLUTE_PATH("an absolute path, without blanks, quotes or '..'", text(ValueKind::isAbsolutePath)),
    /** The path or address of a disk image. */
    IMAGE(
            "an absolute path, or an address that begins with https:// or http://, without blanks, quotes or '..'",
            text(text -> Patterns.URL.matcher(text).matches() || isAbsolutePath(text))),
    SHA256(
            "a SHA-256 checksum, 64 digits from 0 to f",
            text(text -> Patterns.SHA256.matcher(text).matches())),
    POOL(
            "the name of a libvirt storage pool (letters, digits, '.', '_' or '-')",
            text(text -> Patterns.NAME.matcher(text).matches())),
    FIRMWARE("bios or efi", text(text -> "bios".equals(text) || "efi".equals(text))),
    INTERFACE("a network interface's name (1 to 15 letters, digits, '.', '_' or '-')", text(ValueKind::isInterface)),
    INTERFACES("a list of network interfaces' names", ValueKind::isInterfaces),
    MAC(
            "a unicast MAC address in quotes, as \"52:54:00:12:01:11\"",
            text(text -> Patterns.MAC.matcher(text).matches()
                    && Integer.parseInt(text.substring(0, 2), 16) % 2 == 0
                    && !text.equals("00:00:00:00:00:00"))),
    ADDRESS("an IPv4 or IPv6 address", text(text -> Ip.withOrWithoutPrefix(text).isPresent())),
    V4_WITH_PREFIX(
            Ip.expectedHost(IpFamily.V4),
            text(text -> Ip.host(text, IpFamily.V4).isPresent())),
    /** What is in it is the address plan's business. */
    ADDRESSES("a map of shared, second and isolated, each with v4 and v6", JsonNode::isObject),
    SUBNETS("a map of shared, second and isolated, each with v4 and v6", JsonNode::isObject);

    final String expected;
    /** Without state, which the compiler cannot see. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<JsonNode> valid;

    ValueKind(String expected, Predicate<JsonNode> valid) {
        this.expected = expected;
        this.valid = valid;
    }

    /** Whether a value is one. What is still open is not told here: Ansible has said why it cannot resolve it. */
    boolean accepts(JsonNode value) {
        return Seen.isOpen(value) || valid.test(value);
    }

    private static Predicate<JsonNode> text(Predicate<String> valid) {
        return value -> value.isTextual() && valid.test(value.asText());
    }

    private static boolean isNumber(JsonNode value, int fewest, int most) {
        if (!value.isIntegralNumber() && !value.isTextual()) {
            return false;
        }
        String digits = value.asText();
        return digits.matches("[1-9][0-9]{0,6}")
                && Integer.parseInt(digits) >= fewest
                && Integer.parseInt(digits) <= most;
    }

    private static boolean isAbsolutePath(String text) {
        return Patterns.ABSOLUTE_PATH.matcher(text).matches()
                && !(text + "/").contains("/../")
                && !text.replace("/", "").isEmpty();
    }

    private static boolean isInterface(String name) {
        return Patterns.INTERFACE.matcher(name).matches();
    }

    private static boolean isInterfaces(JsonNode value) {
        if (!value.isArray()) {
            return false;
        }
        for (JsonNode name : value) {
            if (!Seen.isOpen(name) && !(name.isTextual() && isInterface(name.asText()))) {
                return false;
            }
        }
        return true;
    }

    private static final class Patterns {
        static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");
        /** No beginning that a command could take for an option. */
        static final Pattern SSH_HOST = Pattern.compile("[A-Za-z0-9:_][A-Za-z0-9._:%-]*");

        /** Nor this. */
        static final Pattern LOGIN_NAME = Pattern.compile("[^\\s\\p{Cntrl}-][^\\s\\p{Cntrl}]*");

        static final Pattern HOST_KEY =
                Pattern.compile("(ssh-ed25519|ssh-rsa|ecdsa-[a-z0-9-]+) AAAA[A-Za-z0-9+/]+={0,3}( .*)?");
        static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]+");
        static final Pattern ABSOLUTE_PATH = Pattern.compile("/[A-Za-z0-9._/+@:=,~-]+");
        static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._/+@:=,~%?&-]+");
        static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
        static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,14}");
        static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}");
    }
}
