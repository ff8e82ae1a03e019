package dev.backflow.storage;

import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Histograms of consecutive epochs as bytes: a version; then, deflated, for each bin whether any epoch has it, and if so its
 * count at every epoch, as base-128 numbers (low seven bits first, the eighth set in all but the last byte). Bin by bin,
 * because a count resembles that of the epoch before more than that of the next bin.
 */
final class HistogramCodec {

    private static final int VERSION = 1;

    private HistogramCodec() {}

    static byte[] encode(List<Histogram> epochs) {
        int[][] counts = epochs.stream().map(Histogram::all).toArray(int[][]::new);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            for (int bin = 0; bin < Bins.COUNT; bin++) {
                write(out, counts, bin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream out, int[][] counts, int bin) throws IOException {
        boolean occupied = Stream.of(counts).anyMatch(epoch -> epoch[bin] > 0);
        out.write(occupied ? 1 : 0);
        for (int epoch = 0; occupied && epoch < counts.length; epoch++) {
            int rest = counts[epoch][bin];
            for (; rest > 0x7f; rest >>>= 7) {
                out.write(rest & 0x7f | 0x80);
            }
            out.write(rest);
        }
    }

    /** @param epochs how many were encoded */
    static List<Histogram> decode(byte[] bytes, int epochs) {
        if (bytes[0] != VERSION) {
            throw new IllegalStateException("Histograms of version " + bytes[0] + " are not known here");
        }
        int[][] counts = new int[epochs][Bins.COUNT];
        Inflater inflater = new Inflater(true);
        InputStream packed = new ByteArrayInputStream(bytes, 1, bytes.length - 1);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(packed, inflater))) {
            for (int bin = 0; bin < Bins.COUNT; bin++) {
                boolean occupied = in.readBoolean();
                for (int epoch = 0; occupied && epoch < epochs; epoch++) {
                    counts[epoch][bin] = read(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflater.end();
        }
        return Stream.of(counts).map(Histogram::of).toList();
    }

    private static int read(DataInputStream in) throws IOException {
        int value = 0;
        int shift = 0;
        int next = in.readUnsignedByte();
        for (; next > 0x7f; next = in.readUnsignedByte()) {
            value |= (next & 0x7f) << shift;
            shift += 7;
        }
        return value | next << shift;
    }
}
