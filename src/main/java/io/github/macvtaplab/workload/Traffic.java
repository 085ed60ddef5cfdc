package io.github.macvtaplab.workload;

import java.time.Duration;

/**
 * Hold what a load tool says it did.
 *
 * @param window how long the traffic was measured, by the tool's own clock
 * @param rate work done in a second of it, in the profile's {@link WorkUnit}
 * @param amount work done in all, also before and after the window
 * @param toServer payload bytes that reached the server in all
 * @param fromServer payload bytes that left the server in all
 * @param unaccounted bytes that may have passed the server's NIC beyond these: sent again, or under way when the tool stopped counting
 * @param detail what else the tool said, in a few words
 */
public record Traffic(
        Duration window, double rate, double amount, long toServer, long fromServer, long unaccounted, String detail) {

    /** Return payload bytes both ways. */
    long bytes() {
        return toServer + fromServer;
    }
}
