package io.github.macvtaplab.connectivity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Write frames of many devices into one capture file, in the format pcapng (draft-ietf-opsawg-pcapng), which Wireshark and tcpdump
 * read: a section header, one interface description for each device, and an enhanced packet block for each frame with its direction.
 */
final class PcapngFile {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int ETHERNET = 1;
    private static final int OPTION_END = 0;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_FLAGS = 2;
    private static final int INBOUND = 1;
    private static final int OUTBOUND = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> interfaces = new LinkedHashMap<>();

    /**
     * A frame.
     *
     * @param device where it was seen
     * @param seconds when, since 1970
     * @param outbound whether the node sent it
     * @param base64 the frame from its target MAC address on, perhaps cut
     * @param length the whole frame's length in bytes
     */
    record Frame(String device, double seconds, boolean outbound, String base64, int length) {}

    PcapngFile() {
        byte[] body = new byte[16];
        buffer(body).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        block(SECTION, body);
    }

    void add(Frame frame) {
        Integer known = interfaces.get(frame.device());
        int number = known == null ? describe(frame.device()) : known;
        byte[] data = Base64.getDecoder().decode(frame.base64());
        int padded = padded(data.length);
        byte[] raw = new byte[20 + padded + 12];
        ByteBuffer body = buffer(raw);
        long microseconds = Math.round(frame.seconds() * 1e6);
        body.putInt(number)
                .putInt((int) (microseconds >>> 32))
                .putInt((int) microseconds)
                .putInt(data.length)
                .putInt(frame.length())
                .put(data);
        body.position(20 + padded);
        body.putShort((short) OPTION_FLAGS)
                .putShort((short) 4)
                .putInt(frame.outbound() ? OUTBOUND : INBOUND)
                .putInt(OPTION_END);
        block(PACKET, raw);
    }

    private int describe(String device) {
        byte[] name = device.getBytes(StandardCharsets.UTF_8);
        byte[] raw = new byte[8 + 4 + padded(name.length) + 4];
        ByteBuffer body = buffer(raw);
        body.putShort((short) ETHERNET).putShort((short) 0).putInt(0);
        body.putShort((short) OPTION_NAME).putShort((short) name.length).put(name);
        block(INTERFACE, raw);
        int number = interfaces.size();
        interfaces.put(device, number);
        return number;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void block(int type, byte[] body) {
        byte[] whole = new byte[12 + body.length];
        buffer(whole).putInt(type).putInt(whole.length).put(body).putInt(whole.length);
        out.writeBytes(whole);
    }

    private static ByteBuffer buffer(byte[] raw) {
        return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }
}
