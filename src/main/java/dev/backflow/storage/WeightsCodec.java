package dev.backflow.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Weights as bytes: a version, the number of layers, then for each its name, inputs, units, kernel (nothing for a layer
 * without) and the number of its vectors, each with name, length and values; values are big-endian single precision,
 * and all of it is deflated. Every bit comes back, those of NaN included.
 */
final class WeightsCodec {

    private static final int VERSION = 1;

    /** Bytes that are handed on at a time. */
    static final int CHUNK = 8192;

    private WeightsCodec() {}

    /**
     * Of numbers only signs and exponents repeat: looking for longer repetitions takes three times as long and gains
     * nothing.
     */
    static Deflater deflater() {
        Deflater deflater = new Deflater();
        deflater.setStrategy(Deflater.HUFFMAN_ONLY);
        return deflater;
    }

    static byte[] encode(List<LayerValues> layers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = deflater();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, CHUNK))) {
            out.writeInt(VERSION);
            out.writeInt(layers.size());
            for (LayerValues layer : layers) {
                out.writeUTF(layer.name());
                out.writeInt(layer.inputs());
                out.writeInt(layer.units());
                if (layer.kernel() != null) {
                    write(out, layer.kernel());
                }
                writeVectors(out, layer.vectors());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static List<LayerValues> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalStateException("Weights of version " + version + " are not known here");
            }
            int count = in.readInt();
            List<LayerValues> layers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                int inputs = in.readInt();
                int units = in.readInt();
                float[] kernel = units == 0 ? null : read(in, inputs * units);
                layers.add(new LayerValues(name, inputs, units, kernel, readVectors(in)));
            }
            return layers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeVectors(DataOutputStream out, Map<String, float[]> vectors) throws IOException {
        out.writeInt(vectors.size());
        for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
            out.writeUTF(vector.getKey());
            out.writeInt(vector.getValue().length);
            write(out, vector.getValue());
        }
    }

    private static Map<String, float[]> readVectors(DataInputStream in) throws IOException {
        int count = in.readInt();
        Map<String, float[]> vectors = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            vectors.put(in.readUTF(), read(in, in.readInt()));
        }
        return vectors;
    }

    /** All at once, because every call of a compressor costs. */
    static void write(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES);
        raw.asFloatBuffer().put(values);
        out.write(raw.array());
    }

    static float[] read(DataInputStream in, int length) throws IOException {
        float[] values = new float[length];
        ByteBuffer.wrap(in.readNBytes(length * Float.BYTES)).asFloatBuffer().get(values);
        return values;
    }
}
