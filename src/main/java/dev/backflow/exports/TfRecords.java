package dev.backflow.exports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TFRecord framing: length (8 bytes), masked CRC-32C of the length, data, masked CRC-32C of the data, all
 * little-endian. The mask, a rotation by 15 bits plus 0xa282ead8, is that of tensorflow/core/lib/hash/crc32c.h.
 */
final class TfRecords {

    private static final int MASK_DELTA = 0xa282ead8;

    private final OutputStream out;

    TfRecords(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void write(byte[] data) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length);
        out.write(head.putInt(maskedCrc(head.array(), 8)).array());
        out.write(data);
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(maskedCrc(data, data.length))
                .array());
    }

    private static int maskedCrc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }

    void flush() throws IOException {
        out.flush();
    }
}
