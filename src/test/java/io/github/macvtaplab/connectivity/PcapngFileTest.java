package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.PcapngFile.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the bytes of a capture file by taking its blocks apart again. */
class PcapngFileTest {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;

    /** A block without its type and its two lengths. */
    private record Block(int type, ByteBuffer body) {}

    private static Frame frame(String device, double seconds, boolean outbound, int... octets) {
        byte[] raw = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            raw[i] = (byte) octets[i];
        }
        return new Frame(device, seconds, outbound, Base64.getEncoder().encodeToString(raw), raw.length);
    }

    private static List<Block> blocks(Frame... frames) {
        PcapngFile file = new PcapngFile();
        List.of(frames).forEach(file::add);
        ByteBuffer bytes = ByteBuffer.wrap(file.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        List<Block> blocks = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int type = bytes.getInt();
            int length = bytes.getInt();
            assertThat(length)
                    .as("length of a block")
                    .isGreaterThanOrEqualTo(12)
                    .matches(any -> any % 4 == 0);
            byte[] body = new byte[length - 12];
            bytes.get(body);
            assertThat(bytes.getInt()).as("length at the end of a block").isEqualTo(length);
            blocks.add(new Block(type, ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return blocks;
    }

    private static List<ByteBuffer> bodies(int type, Frame... frames) {
        return blocks(frames).stream()
                .filter(block -> block.type() == type)
                .map(Block::body)
                .toList();
    }

    @Test
    void fileBeginsWithSectionOfUnknownLength() {
        List<Block> blocks = blocks();

        assertThat(blocks).extracting(Block::type).containsExactly(SECTION);
        ByteBuffer body = blocks.get(0).body();
        assertThat(body.getInt()).isEqualTo(0x1A2B3C4D);
        assertThat(body.getShort()).as("major version").isEqualTo((short) 1);
        assertThat(body.getShort()).as("minor version").isZero();
        assertThat(body.getLong()).isEqualTo(-1);
    }

    @Test
    void deviceIsDescribedOnceBeforeItsFirstFrame() {
        assertThat(blocks(frame("a", 1, true, 1), frame("b", 2, true, 1), frame("a", 3, true, 1)))
                .extracting(Block::type)
                .containsExactly(SECTION, INTERFACE, PACKET, INTERFACE, PACKET, PACKET);
    }

    @Test
    void framesNameTheirDeviceByItsPlace() {
        assertThat(bodies(PACKET, frame("a", 1, true, 1), frame("b", 2, true, 1), frame("a", 3, true, 1)))
                .extracting(body -> body.getInt(0))
                .containsExactly(0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "g1 e", "kvm1 uplink0", "kvm1 macvtap0"})
    void deviceIsAnEthernetWithItsName(String device) {
        ByteBuffer body = bodies(INTERFACE, frame(device, 1, true, 1)).get(0);

        assertThat(body.getShort()).as("link type").isEqualTo((short) 1);
        body.position(8);
        assertThat(body.getShort()).as("option if_name").isEqualTo((short) 2);
        byte[] name = new byte[body.getShort()];
        body.get(name);
        assertThat(new String(name, StandardCharsets.UTF_8)).isEqualTo(device);
        body.position((body.position() + 3) / 4 * 4);
        assertThat(body.getInt()).as("end of options").isZero();
        assertThat(body.hasRemaining()).isFalse();
    }

    @Test
    void cutFrameSaysHowLongItWas() {
        Frame cut = new Frame("a", 1, true, Base64.getEncoder().encodeToString(new byte[160]), 1514);

        ByteBuffer body = bodies(PACKET, cut).get(0);

        assertThat(body.getInt(12)).as("captured length").isEqualTo(160);
        assertThat(body.getInt(16)).as("original length").isEqualTo(1514);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 14})
    void frameOfAnyLengthIsPaddedAndFollowedByItsOptions(int length) {
        int[] octets = new int[length];
        Arrays.fill(octets, 0xEE);

        ByteBuffer body = bodies(PACKET, frame("a", 1, true, octets)).get(0);

        assertThat(body.getInt(12)).as("captured length").isEqualTo(length);
        byte[] data = new byte[(length + 3) / 4 * 4];
        body.position(20);
        body.get(data);
        for (int i = 0; i < data.length; i++) {
            assertThat(data[i]).as("octet %d", i).isEqualTo((byte) (i < length ? 0xEE : 0));
        }
        assertThat(body.getShort()).as("option epb_flags").isEqualTo((short) 2);
        assertThat(body.getShort()).as("its length").isEqualTo((short) 4);
        assertThat(body.getInt()).as("outbound").isEqualTo(2);
        assertThat(body.getInt()).as("end of options").isZero();
        assertThat(body.hasRemaining()).isFalse();
    }

    @Test
    void directionIsInTheFlags() {
        assertThat(bodies(PACKET, frame("a", 1, false, 1, 2, 3, 4), frame("a", 1, true, 1, 2, 3, 4)))
                .extracting(body -> body.getInt(28))
                .containsExactly(1, 2);
    }

    @Test
    void timeIsInMicrosecondsWithTheHighHalfFirst() {
        ByteBuffer body = bodies(PACKET, frame("a", 1_700_000_000.25, true, 1)).get(0);

        long microseconds = Integer.toUnsignedLong(body.getInt(4)) << 32 | Integer.toUnsignedLong(body.getInt(8));
        assertThat(microseconds).isEqualTo(1_700_000_000_250_000L);
    }
}
