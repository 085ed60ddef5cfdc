package io.github.macvtaplab.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Lists the properties, each with its default, and reads their values. */
enum LabProperty {
    INVENTORY("lab.inventory", LabConfig.EMBEDDED_INVENTORY.toString()),
    HOST("lab.host", ""),
    ANSIBLE("lab.ansible", "container"),
    ACCELERATOR("lab.accelerator", "auto"),
    FAULT("lab.fault", "none"),
    BOOT_DEADLINE("lab.boot.deadline", "180s"),
    REPORTS("lab.reports", "reports"),
    SUITE("lab.suite", "standard"),
    CLAIMS("lab.claims", ""),
    PERFORMANCE_LEVEL("lab.performance.level", "glance"),
    PERFORMANCE_PLACES("lab.performance.places", ""),
    PERFORMANCE_RR("lab.performance.rr", "auto"),
    PERFORMANCE_GATE("lab.performance.gate", "off"),
    PERFORMANCE_SEED("lab.performance.seed", "0"),
    HISTORY("lab.history", "on"),
    LEASE_WAIT("lab.lease.wait", "10m"),
    UNDO_DEADLINE("lab.undo.deadline", "60s"),
    KEEP("lab.keep", "never"),
    VAULT_PASSWORD_FILE("lab.vault.password.file", "");

    private static final String PREFIX = "lab.";
    private static final String AUTO = "auto";
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,6})(s|m)?");

    private final String property;
    private final String fallback;

    LabProperty(String property, String fallback) {
        this.property = property;
        this.fallback = fallback;
    }

    static void refuseUnknown(Map<String, String> properties) {
        for (String name : new TreeSet<>(properties.keySet())) {
            if (name.startsWith(PREFIX) && Arrays.stream(values()).noneMatch(known -> known.property.equals(name))) {
                throw new LabConfigException("unknown property '" + name + "' (nearest: " + nearest(name, names())
                        + "); valid: "
                        + String.join(", ", names()));
            }
        }
    }

    /** The names of all properties. */
    static List<String> names() {
        return Arrays.stream(values()).map(known -> known.property).toList();
    }

    /** Of names that are equally near, the first; lower case is as good as upper case. */
    private static String nearest(String name, Collection<String> valid) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return valid.stream()
                .min(Comparator.comparing(
                        known -> distance.apply(name.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    Path path(Map<String, String> properties) {
        String value = value(properties);
        try {
            if (!value.isEmpty()) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            // The same message serves.
        }
        throw bad(value, "a path");
    }

    /** A path, or nothing where none was given. */
    Optional<Path> optionalPath(Map<String, String> properties) {
        return value(properties).isEmpty() ? Optional.empty() : Optional.of(path(properties));
    }

    /** Names with commas between, each once; none where nothing was given. */
    List<String> names(Map<String, String> properties, int most) {
        List<String> names = list(properties);
        if (names.size() > most) {
            throw bad(value(properties), "names with commas between, each once, at most " + most);
        }
        return names;
    }

    /** Some of those that there are, with commas between, in the order in which they are asked for; none where nothing was given. */
    <T> List<T> some(Map<String, String> properties, Map<String, T> valid) {
        return some(properties, valid, String.join(", ", valid.keySet()) + "; several with commas between");
    }

    /** The same, where none is written {@code auto}. */
    <T> List<T> someOrAuto(Map<String, String> properties, Map<String, T> valid) {
        return value(properties).equals(AUTO)
                ? List.of()
                : some(
                        properties,
                        valid,
                        "auto; or " + String.join(", ", valid.keySet()) + ", several with commas between");
    }

    private <T> List<T> some(Map<String, String> properties, Map<String, T> valid, String words) {
        List<T> chosen = new ArrayList<>();
        for (String name : list(properties)) {
            T one = valid.get(name);
            if (one == null) {
                throw new LabConfigException("%s is '%s', and '%s' is unknown (nearest: %s); valid: %s"
                        .formatted(property, value(properties), name, nearest(name, valid.keySet()), words));
            }
            chosen.add(one);
        }
        return List.copyOf(chosen);
    }

    private List<String> list(Map<String, String> properties) {
        String value = value(properties);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> names =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (names.contains("") || names.stream().distinct().count() < names.size()) {
            throw bad(value, "names with commas between, each once");
        }
        return names;
    }

    Path relativePath(Map<String, String> properties) {
        Path path = path(properties);
        if (path.isAbsolute()) {
            throw bad(value(properties), "a path relative to the project's directory");
        }
        return path;
    }

    <E extends Enum<E>> E choice(Map<String, String> properties, Class<E> type) {
        String value = value(properties);
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equals(value)) {
                return constant;
            }
        }
        throw bad(
                value,
                Arrays.stream(type.getEnumConstants()).map(LabProperty::written).collect(Collectors.joining(", ")));
    }

    Duration duration(Map<String, String> properties) {
        Duration duration = parsed(properties);
        if (duration != null && !duration.isZero()) {
            return duration;
        }
        throw bad(value(properties), "a time above 0, as 180, 90s, 5m or PT3M");
    }

    /** A time that may also be none at all. */
    Duration durationOrZero(Map<String, String> properties) {
        Duration duration = parsed(properties);
        if (duration != null) {
            return duration;
        }
        throw bad(value(properties), "a time from 0, as 0, 180, 90s, 5m or PT3M");
    }

    /** A time between two bounds. */
    Duration duration(Map<String, String> properties, Duration shortest, Duration longest) {
        Duration duration = parsed(properties);
        if (duration != null && duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0) {
            return duration;
        }
        throw bad(
                value(properties),
                "a time from %d s to %d s, as 90s, 5m or PT3M".formatted(shortest.toSeconds(), longest.toSeconds()));
    }

    private @Nullable Duration parsed(Map<String, String> properties) {
        String value = value(properties);
        try {
            Matcher matcher = NUMBER_AND_UNIT.matcher(value);
            Duration duration = !matcher.matches()
                    ? Duration.parse(value)
                    : "m".equals(matcher.group(2))
                            ? Duration.ofMinutes(Long.parseLong(matcher.group(1)))
                            : Duration.ofSeconds(Long.parseLong(matcher.group(1)));
            return duration.isNegative() ? null : duration;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A whole number from 0. */
    long number(Map<String, String> properties) {
        String value = value(properties);
        if (!value.matches("\\d{1,18}")) {
            throw bad(value, "a whole number from 0 to 999999999999999999");
        }
        return Long.parseLong(value);
    }

    private String value(Map<String, String> properties) {
        return properties.getOrDefault(property, fallback).strip();
    }

    private LabConfigException bad(String value, String valid) {
        return new LabConfigException(property + " is '" + value + "'; valid: " + valid);
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
