package dev.backflow.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Weights as bytes: a version, the number of layers, then for each its name, inputs, units, kernel and bias (preceded by
 * whether there is one) as big-endian single precision; all of it deflated. Every bit comes back, those of NaN included.
 */
final class WeightsCodec {

    private static final int VERSION = 1;

    private WeightsCodec() {}

    static byte[] encode(List<LayerValues> layers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(VERSION);
            out.writeInt(layers.size());
            for (LayerValues layer : layers) {
                out.writeUTF(layer.name());
                out.writeInt(layer.inputs());
                out.writeInt(layer.units());
                write(out, layer.kernel());
                out.writeBoolean(layer.bias() != null);
                if (layer.bias() != null) {
                    write(out, layer.bias());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                float[] kernel = read(in, inputs * units);
                layers.add(new LayerValues(name, inputs, units, kernel, in.readBoolean() ? read(in, units) : null));
            }
            return layers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        for (float value : values) {
            out.writeInt(Float.floatToRawIntBits(value));
        }
    }

    private static float[] read(DataInputStream in, int length) throws IOException {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Float.intBitsToFloat(in.readInt());
        }
        return values;
    }
}
