package io.github.macvtaplab.ansible;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What OpenSSH's ssh may ask for.
 *
 * @param passwords by the name of the node, under which its host key is known too
 * @param passphrases by the path of the key file, as ssh has it
 */
public record Prompts(Map<String, String> passwords, Map<String, String> passphrases) {
    /** The user comes first; in the second form, the node says what stands behind. */
    private static final Pattern PASSWORD = Pattern.compile("[^@]*@(.*)'s password: ?");

    private static final Pattern KEYBOARD = Pattern.compile("\\([^@]*@([^)]*)\\) (?i:.*password.*)", Pattern.DOTALL);
    /** It shows the path's first 100 characters. */
    private static final Pattern PASSPHRASE = Pattern.compile("Enter passphrase for key '(.*)': ?");

    private static final int SHOWN = 100;

    /** Copy the maps. */
    public Prompts {
        passwords = Map.copyOf(passwords);
        passphrases = Map.copyOf(passphrases);
    }

    /** Whether nothing will be asked for. */
    public boolean isEmpty() {
        return passwords.isEmpty() && passphrases.isEmpty();
    }

    /**
     * Answer a prompt.
     *
     * @return empty for one that is not known, and for one that more than one answer would fit
     */
    Optional<String> answer(String prompt) {
        Matcher passphrase = PASSPHRASE.matcher(prompt);
        if (passphrase.matches()) {
            return passphrase(passphrase.group(1));
        }
        Matcher password = PASSWORD.matcher(prompt);
        Matcher keyboard = KEYBOARD.matcher(prompt);
        if (password.matches()) {
            return Optional.ofNullable(passwords.get(password.group(1)));
        } else if (keyboard.matches()) {
            return Optional.ofNullable(passwords.get(keyboard.group(1)));
        }
        return Optional.empty();
    }

    private Optional<String> passphrase(String shown) {
        if (shown.length() < SHOWN) {
            return Optional.ofNullable(passphrases.get(shown));
        }
        List<String> fitting = passphrases.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(shown))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    /** Leave the secrets out. */
    @Override
    public String toString() {
        return "Prompts[passwords=" + passwords.keySet() + ", passphrases=" + passphrases.keySet() + "]";
    }
}
