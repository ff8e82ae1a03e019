package dev.backflow.datasets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Bytes as the text they are: UTF-8, with or without a byte order mark; anything else is refused with its place. */
final class CsvText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String ALLOWED = "\t\n\r\f";

    private CsvText() {}

    static String of(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            throw refused(text, text.length(), "is not UTF-8; save the file as UTF-8 text");
        }
        int start = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isISOControl(character) && ALLOWED.indexOf(character) < 0) {
                String code = "U+%04X".formatted((int) character);
                throw refused(text, i, "is binary data, with a " + code + "; a file must be UTF-8 text");
            }
        }
        return text.subSequence(start, text.length()).toString();
    }

    private static BadCsvException refused(CharBuffer text, int at, String reason) {
        String before = text.subSequence(0, at).toString();
        int lines = 1;
        int lineStart = 0;
        for (int i = 0; i < before.length(); i++) {
            char next = before.charAt(i);
            if (next == '\n' || next == '\r' && !before.startsWith("\n", i + 1)) {
                lines++;
                lineStart = i + 1;
            }
        }
        int column = 1 + Separator.of(before).countIn(before.substring(lineStart));
        return new BadCsvException(lines, column, null, reason);
    }
}
