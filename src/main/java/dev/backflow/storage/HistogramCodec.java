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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Histograms of consecutive epochs as bytes: a version; then, deflated, the number of epochs and the distance of each
 * from the one before it (of the first from 0); then for each bin whether any epoch has it, and if so its count at
 * every epoch. All of these are base-128 numbers, low seven bits first, the eighth set in all but the last byte. Bin by
 * bin, because a count resembles that of the epoch before more than that of the next bin.
 */
final class HistogramCodec {

    private static final int VERSION = 1;

    private HistogramCodec() {}

    static byte[] encode(HistogramColumn column) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain(column)); // at once, because every call of a compressor costs
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static byte[] plain(HistogramColumn column) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 12);
        write(out, column.epochs().size());
        int before = 0;
        for (int epoch : column.epochs()) {
            write(out, epoch - before);
            before = epoch;
        }
        for (int[] counts : byBin(column.histograms())) {
            write(out, counts.length == 0 ? 0 : 1);
            for (int count : counts) {
                write(out, count);
            }
        }
        return out.toByteArray();
    }

    /** For each bin its count at every epoch; nothing if no epoch has it. */
    private static int[][] byBin(List<Histogram> histograms) {
        int[][] counts = new int[Bins.COUNT][0];
        for (int epoch = 0; epoch < histograms.size(); epoch++) {
            Histogram histogram = histograms.get(epoch);
            for (int i = 0; i < histogram.bins().length; i++) {
                int bin = histogram.bins()[i];
                if (counts[bin].length == 0) {
                    counts[bin] = new int[histograms.size()];
                }
                counts[bin][epoch] = histogram.counts()[i];
            }
        }
        return counts;
    }

    private static void write(ByteArrayOutputStream out, int value) {
        int rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write(rest & 0x7f | 0x80);
        }
        out.write(rest);
    }

    static HistogramColumn decode(byte[] bytes) {
        if (bytes[0] != VERSION) {
            throw new IllegalStateException("Histograms of version " + bytes[0] + " are not known here");
        }
        Inflater inflater = new Inflater(true);
        InputStream packed = new ByteArrayInputStream(bytes, 1, bytes.length - 1);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(packed, inflater))) {
            int[] epochs = new int[read(in)];
            for (int i = 0; i < epochs.length; i++) {
                epochs[i] = read(in) + (i == 0 ? 0 : epochs[i - 1]);
            }
            List<Histogram> histograms =
                    Stream.of(readCounts(in, epochs.length)).map(Histogram::of).toList();
            return new HistogramColumn(Arrays.stream(epochs).boxed().toList(), histograms);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflater.end();
        }
    }

    private static int[][] readCounts(DataInputStream in, int epochs) throws IOException {
        int[][] counts = new int[epochs][Bins.COUNT];
        for (int bin = 0; bin < Bins.COUNT; bin++) {
            boolean occupied = read(in) == 1;
            for (int epoch = 0; occupied && epoch < epochs; epoch++) {
                counts[epoch][bin] = read(in);
            }
        }
        return counts;
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
