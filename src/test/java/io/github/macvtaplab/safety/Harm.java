package io.github.macvtaplab.safety;

/** What happens to a lab, at a line of the run's console, and what the run must say of it. */
enum Harm {
    SSH_CUT("wiring     linux-bridge", "keep-alive") {
        @Override
        void happen(SecondLab lab) {
            lab.bastion("pause");
        }

        @Override
        void mend(SecondLab lab) {
            lab.bastion("unpause");
        }
    },
    LIBVIRTD_KILLED("wiring     linux-bridge", "failed to connect to the hypervisor") {
        @Override
        void happen(SecondLab lab) {
            lab.onHost("pkill -KILL libvirtd");
        }

        @Override
        void mend(SecondLab lab) {
            lab.onHost("pgrep libvirtd >/dev/null || libvirtd -d; sleep 2");
        }
    },
    GUEST_KILLED("wiring     linux-bridge", "guest vm-a no longer runs on hv-a, whose log of it ends: ") {
        @Override
        void happen(SecondLab lab) {
            lab.onHost("pkill -KILL -f '[g]uest=mvlab-.*-vm-a'");
        }
    },
    /** All its processes end, what was set by hand is gone, and its SSH server comes back. */
    PEER_REBOOTED("guests     vm-a", "the keeper of far") {
        @Override
        void happen(SecondLab lab) {
            lab.onHost("""
                    for pid in $(ip netns pids far); do kill -KILL "$pid"; done
                    ip -n far addr flush dev ens7 scope global
                    sleep 3
                    ip netns exec far /usr/sbin/sshd -f /etc/ssh/site_sshd_config -h /etc/second-lab/hostkeys/far -p 2223 \\
                        -o AllowUsers=neteng -o PidFile=/run/sshd-far.pid
                    """);
        }
    },
    /** A disk that is full stops a guest which writes: it is not dead, and says nothing. */
    GUEST_STOPPED("wiring     linux-bridge", "guest vm-a is paused (user) on hv-a") {
        @Override
        void happen(SecondLab lab) {
            lab.onHost("""
                    for guest in $(virsh -q --connect qemu:///system list --name | grep '^mvlab-.*-vm-a$'); do
                        virsh -q --connect qemu:///system suspend "$guest"
                    done
                    """);
        }
    },
    /** Where the guests' disks are; the space was there when it was looked for. */
    GUESTS_DISK_FULL("undo journals are open", "No space left on device") {
        @Override
        void prepare(SecondLab lab) {
            lab.onHost("mkdir -p %1$s && mount -t tmpfs -o size=3g tmpfs %1$s".formatted(Harm.GUESTS));
        }

        @Override
        void happen(SecondLab lab) {
            lab.onHost("fallocate -l $(df --output=avail -B1 %1$s | tail -n 1) %1$s/full".formatted(Harm.GUESTS));
        }

        @Override
        void mend(SecondLab lab) {
            lab.onHost("! mountpoint -q %1$s || { umount %1$s && rmdir %1$s; }".formatted(Harm.GUESTS));
        }
    },
    /** No room for another reversal: then there must be no other change. */
    DISK_FULL("guests     vm-a", "No space left on device") {
        @Override
        void prepare(SecondLab lab) {
            lab.onHost(
                    "mkdir -p /var/lib/macvtap-lab-undo && mount -t tmpfs -o size=2m tmpfs /var/lib/macvtap-lab-undo");
        }

        @Override
        void happen(SecondLab lab) {
            lab.onHost("dd if=/dev/zero of=/var/lib/macvtap-lab-undo/full bs=4k 2>/dev/null || true");
        }

        @Override
        void mend(SecondLab lab) {
            lab.onHost("umount /var/lib/macvtap-lab-undo");
        }
    };

    private static final String GUESTS = "/srv/guests-of-macvtap-lab";

    private final String moment;
    private final String names;

    Harm(String moment, String names) {
        this.moment = moment;
        this.names = names;
    }

    /** What it takes beforehand. */
    void prepare(SecondLab lab) {}

    /** Let it happen. */
    abstract void happen(SecondLab lab);

    /** Take it away again, where the lab cannot be as it was otherwise. */
    void mend(SecondLab lab) {}

    /** Whether it has to be taken away before the lab can be seen to be as it was. */
    boolean hides() {
        return this == LIBVIRTD_KILLED || this == GUESTS_DISK_FULL;
    }

    /** The line of the console at which it happens. */
    String moment() {
        return moment;
    }

    /** What the failure has to name. */
    String names() {
        return names;
    }
}
