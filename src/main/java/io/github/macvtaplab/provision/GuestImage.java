package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;

/** Downloads the image that guests are made from, once for each checksum; it stays on the host for the next runs. */
public final class GuestImage {
    private static final Duration DEADLINE = Duration.ofMinutes(20);

    private GuestImage() {}

    /**
     * See that the image is on the host.
     *
     * @throws LabException if it cannot be downloaded, or its checksum is another; nothing of it is left then
     */
    public static void ensure(Shell shell, Node host, GuestSource source, Console console) {
        if (!source.isDownloaded()) {
            return;
        }
        if (shell.run(host, "test -f '%s'".formatted(source.file()), Duration.ofSeconds(20))
                .succeeded()) {
            console.line("image", "the guests' is on %s already".formatted(host));
            return;
        }
        console.line("image", "%s downloads the guests' from %s".formatted(host, source.image()));
        CommandResult result = shell.run(host, script(source), DEADLINE);
        if (!result.succeeded()) {
            throw new LabException(
                    "%s cannot get the guests' image: expected %s with the SHA-256 checksum %s; seen: %s; %s"
                            .formatted(
                                    host,
                                    source.image(),
                                    source.sha256().orElseThrow(),
                                    result.stderr().strip(),
                                    "correct lab_guest_image or lab_guest_image_sha256, or put the image on the host and name its path"));
        }
        console.line("image", result.stdout().strip() + " MiB, the checksum is right", result.took());
    }

    private static String script(GuestSource source) {
        return """
                set -eu
                umask 022
                file='%1$s'
                mkdir -p "$(dirname "$file")"
                trap 'rm -f "$file.part"' EXIT
                timeout %4$d python3 -c '
                import shutil, sys, urllib.request
                try:
                    with urllib.request.urlopen(sys.argv[1], timeout=60) as image, open(sys.argv[2], "wb") as file:
                        shutil.copyfileobj(image, file, 1 << 20)
                except OSError as e:
                    sys.exit(str(e))
                ' '%2$s' "$file.part" || { echo "it ended with exit status $?" >&2; exit 1; }
                seen=$(sha256sum "$file.part" | cut -d ' ' -f 1)
                [ "$seen" = '%3$s' ] || { echo "the checksum $seen" >&2; exit 1; }
                mv "$file.part" "$file"
                echo $(($(stat -c %%s "$file") / 1048576))
                """.formatted(source.file(), source.image(), source.sha256().orElseThrow(), DEADLINE.toSeconds() - 60);
    }
}
