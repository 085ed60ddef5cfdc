package io.github.macvtaplab.workload;

/** Describe what goes over each connection of a profile, as seen from the guest. */
public sealed interface Exchange {

    /** Return what this exchange gets done. */
    WorkUnit unit();

    /** Say which way a stream's payload goes. The guest is the server, the peer the client, in either case. */
    enum Direction {
        /** From the peer to the guest. */
        GUEST_READS,
        /** From the guest to the peer. */
        GUEST_WRITES
    }

    /**
     * Moves payload one way, as fast as it goes.
     *
     * @param blockBytes size of each write to the socket; TCP cuts it as it likes
     * @param direction which way
     */
    record Stream(int blockBytes, Direction direction) implements Exchange {
        @Override
        public WorkUnit unit() {
            return WorkUnit.GBIT;
        }
    }

    /**
     * Asks and waits for the whole answer before asking again, on each connection: a closed loop.
     *
     * @param requestBytes TCP payload of each request, exact; over HTTP a header pads it
     * @param responseBytes TCP payload of each response, exact; over HTTP its body, and the server's header comes on top, about 240 bytes
     */
    record RequestResponse(int requestBytes, int responseBytes) implements Exchange {
        @Override
        public WorkUnit unit() {
            return WorkUnit.TRANSACTION;
        }
    }
}
