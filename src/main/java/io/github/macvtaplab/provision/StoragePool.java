package io.github.macvtaplab.provision;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.time.Duration;
import java.util.List;

/** Finds the folder of a libvirt storage pool. */
public final class StoragePool {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final List<String> FOLDERS = List.of("dir", "fs", "netfs");

    private StoragePool() {}

    /**
     * Ask libvirt.
     *
     * @throws LabException if there is no such pool, it is not active, or is none of folders
     */
    public static String folder(Shell shell, Node host, String pool) {
        CommandResult result = shell.run(host, """
                export LIBVIRT_DEFAULT_URI=qemu:///system
                xml=$(virsh pool-dumpxml '%1$s' 2>/dev/null) || {
                    echo "there are: $(virsh -q pool-list --all --name | xargs)" >&2
                    exit 1
                }
                virsh -q pool-list --name | grep -qxE ' *%1$s *' || { echo 'it is not active' >&2; exit 1; }
                echo "$xml" | python3 -c '
                import sys, xml.etree.ElementTree as tree
                pool = tree.parse(sys.stdin).getroot()
                print(pool.get("type"), pool.findtext("target/path"))
                '
                """.formatted(pool), DEADLINE);
        String[] found = result.stdout().strip().split(" ", 2);
        if (!result.succeeded() || found.length != 2 || !FOLDERS.contains(found[0])) {
            throw new LabException(
                    "%s: expected an active libvirt storage pool '%s' of a type with a folder (%s); seen: %s; correct lab_guest_pool, start the pool, or set lab_guest_directory instead"
                            .formatted(
                                    host,
                                    pool,
                                    String.join(", ", FOLDERS),
                                    result.succeeded()
                                            ? "the type " + found[0]
                                            : result.stderr().strip()));
        }
        return found[1];
    }
}
