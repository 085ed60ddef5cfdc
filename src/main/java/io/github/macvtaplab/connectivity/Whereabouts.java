package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.End;
import java.util.Optional;

/**
 * Where the frames of a cell that is not as expected were last seen, and so on whose side the reason is to be looked for.
 *
 * @param site on whose side
 * @param frame the furthest kind of frame that was seen; empty if none was, or if the path was answered
 * @param sender the end that sent that frame; empty if no frame was seen, or if the path was answered
 * @param last where it was last seen; empty if no frame was
 * @param sentence the same in a sentence, without a full stop; empty if the cell is as expected
 */
public record Whereabouts(
        Site site,
        Optional<HopTrace.Frame> frame,
        Optional<End> sender,
        Optional<HopTrace.Place> last,
        String sentence) {
    /** That of a cell that is as expected. */
    public static final Whereabouts NOT_SOUGHT =
            new Whereabouts(Site.NOT_SOUGHT, Optional.empty(), Optional.empty(), Optional.empty(), "");

    /** The sides on which the reason can be. */
    public enum Site {
        /** The cell is as expected. */
        NOT_SOUGHT,
        /** No frame was seen leaving the sender. */
        SENDER,
        /** Between a guest's own NIC and the KVM host's device for it: the virtual NIC, QEMU or vhost. */
        VIRTUAL_NIC,
        /**
         * In the macvtap driver: frames came to it by the guest or by the uplink and did not come out at the other side; or they
         * passed between the host's stack and a guest without leaving by an uplink.
         */
        MACVTAP,
        /** At the same place, where something else on the KVM host takes hold of frames too: a netdev filter, traffic control. */
        HOST_FILTER,
        /** In a software bridge of the KVM host. */
        HOST_BRIDGE,
        /** Outside of the KVM host: frames left by an uplink or by the peer and did not come to the other. */
        SEGMENT,
        /** Frames with another target MAC address than the guest's came in by the uplink. */
        MISADDRESSED,
        /** The frames reached the target, which did not answer: the host's stack. */
        HOST_STACK,
        /** The frames reached the target, which did not answer: a guest. */
        GUEST_STACK,
        /** The frames reached the target, which did not answer: the peer. */
        PEER_STACK,
        /** Answered though it should not be: the frames left by the uplink and came back by it. */
        REFLECTED,
        /** Answered though it should not be: the frames left and came back by another uplink. */
        DETOUR,
        /** Answered by somebody else than the lab's node. */
        STRANGER,
        /** What was seen does not say. */
        UNKNOWN
    }

    /** Tells whether the evidence puts the reason into the macvtap driver: only that refutes a claim about MacVTap. */
    public boolean inMacvtap() {
        return site == Site.MACVTAP;
    }
}
