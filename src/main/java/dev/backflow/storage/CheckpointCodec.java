package dev.backflow.storage;

import dev.backflow.recording.CheckpointPart;
import dev.backflow.storage.Checkpoint.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Checkpoints as bytes: a version, the CRC-32C of all that follows, then deflated the number of parts and for each its
 * code, its arrays in single precision and its numbers in double precision, each with its length; all big-endian. Every
 * bit comes back, those of NaN included.
 */
final class CheckpointCodec {

    private static final int VERSION = 1;
    private static final int HEADER = 2 * Integer.BYTES;

    private CheckpointCodec() {}

    static byte[] encode(Checkpoint checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[HEADER]);
        Deflater deflater = WeightsCodec.deflater();
        try (DataOutputStream out =
                new DataOutputStream(new DeflaterOutputStream(bytes, deflater, WeightsCodec.CHUNK))) {
            out.writeInt(checkpoint.parts().size());
            for (Map.Entry<CheckpointPart, Part> part : checkpoint.parts().entrySet()) {
                out.writeInt(part.getKey().code());
                write(out, part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        byte[] encoded = bytes.toByteArray();
        ByteBuffer.wrap(encoded).putInt(VERSION).putInt(checksum(encoded));
        return encoded;
    }

    /** @throws UnreadableCheckpointException if these are not the bytes of a checkpoint */
    static Checkpoint decode(int epoch, byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || header.getInt() != VERSION || header.getInt() != checksum(bytes)) {
            throw new UnreadableCheckpointException("The checkpoint of epoch " + epoch + " is damaged", null);
        }
        var body = new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(body))) {
            Map<CheckpointPart, Part> parts = new EnumMap<>(CheckpointPart.class);
            for (int i = in.readInt(); i > 0; i--) {
                parts.put(part(in.readInt()), read(in));
            }
            return new Checkpoint(epoch, parts);
        } catch (IOException e) {
            throw new UnreadableCheckpointException("The checkpoint of epoch " + epoch + " cannot be read", e);
        }
    }

    private static CheckpointPart part(int code) throws IOException {
        return Stream.of(CheckpointPart.values())
                .filter(part -> part.code() == code)
                .findFirst()
                .orElseThrow(() -> new IOException("Part " + code + " is not known here"));
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, HEADER, bytes.length - HEADER);
        return (int) sum.getValue();
    }

    private static void write(DataOutputStream out, Part part) throws IOException {
        out.writeInt(part.arrays().size());
        for (float[] array : part.arrays()) {
            out.writeInt(array.length);
            WeightsCodec.write(out, array);
        }
        out.writeInt(part.numbers().length);
        for (double number : part.numbers()) {
            out.writeDouble(number);
        }
    }

    private static Part read(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<float[]> arrays = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arrays.add(WeightsCodec.read(in, in.readInt()));
        }
        double[] numbers = new double[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return new Part(arrays, numbers);
    }
}
