package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes become a table, or are refused with their place. */
class CsvProfileTest {

    private static final String FLOWERS = """
            length,width,species
            5.1,3.5,setosa
            ?,3.0,setosa
            -6.3e0,,versicolor
            """;

    private static CsvProfile profile(String text) {
        return CsvProfile.of(text.getBytes(StandardCharsets.UTF_8), null);
    }

    @Test
    void columnsAreNumericIfAllThatIsThereIsANumber() {
        assertThat(profile(FLOWERS))
                .isEqualTo(new CsvProfile(
                        Separator.COMMA,
                        3,
                        List.of(
                                new CsvColumn("length", CsvColumn.Type.NUMERIC, 1, null),
                                new CsvColumn("width", CsvColumn.Type.NUMERIC, 1, null),
                                new CsvColumn(
                                        "species", CsvColumn.Type.CATEGORICAL, 0, List.of("setosa", "versicolor")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", " 1 ", "+1", "-1.", ".5", "1e3", "1E-3", "\"7\"", "1e-999999999"})
    void whatIsANumber(String cell) {
        assertThat(type("x\n" + cell)).isEqualTo(CsvColumn.Type.NUMERIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x1p3", "1_000", "Infinity", "1 2", ".", "e3", "true", "٣", "NA"})
    void whatIsNone(String cell) {
        assertThat(type("x\n" + cell)).isEqualTo(CsvColumn.Type.CATEGORICAL);
    }

    private static CsvColumn.Type type(String text) {
        return CsvProfile.of(text.getBytes(StandardCharsets.UTF_8), Separator.COMMA)
                .columns()
                .get(0)
                .type();
    }

    @ParameterizedTest
    @EnumSource
    void theSeparatorIsFoundInTheHeaderWithAndWithoutAByteOrderMark(Separator separator) {
        String text = FLOWERS.replace(',', separator.character());

        assertThat(profile(text).separator()).isEqualTo(separator);
        assertThat(profile(text).columns()).isEqualTo(profile(FLOWERS).columns());
        assertThat(profile("\uFEFF" + text)).isEqualTo(profile(text));
        assertThat(profile(text.replace("\n", "\r\n"))).isEqualTo(profile(text));
    }

    @Test
    void aSeparatorInQuotesDoesNotCountAndAGivenOneHolds() {
        assertThat(profile("\"a;b;c\",d\n1,2").names()).containsExactly("a;b;c", "d");
        assertThat(CsvProfile.of("a;b,c\n1;2".getBytes(StandardCharsets.UTF_8), Separator.SEMICOLON)
                        .names())
                .containsExactly("a", "b,c");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", 1, 1, "must begin with a line of column names"),
                arguments("\n\n", 1, 1, "must begin with a line of column names"),
                arguments("a,b\n", 2, 1, "nothing below the header"),
                arguments("1,2\n3,4", 1, 1, "only numbers"),
                arguments("a,,c\n1,2,3", 1, 2, "not nothing"),
                arguments("a, b ,b\n1,2,3", 1, 3, "its own"),
                arguments("a,\"b\tc\"\n1,2", 1, 2, "printable"),
                arguments("a,b\n1,2\n1\n", 3, 2, "but has 1"),
                arguments("a,b\n1,2,3\n", 2, 3, "but has 3"),
                arguments("a,b\n\n\"x\ny\",2\n\n1,2,3", 6, 3, "but has 3"),
                arguments("a,b\n\"x\ny\",2,3\n", 2, 3, "but has 3"),
                arguments("a,b\n1,2\n1,\"open\n1,2\n", 3, 1, "quotes that do not match"),
                arguments("a,b\n\"x\"y,2\n", 2, 1, "quotes that do not match"),
                arguments("a,b\n1,2\n3,x\u0000y\n", 3, 2, "binary data, with a U+0000"),
                arguments("a,b\n1,2\n3,1e39\n", 3, 2, "single precision"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String text, long line, int column, String reason) {
        BadCsvException refusal = catchThrowableOfType(BadCsvException.class, () -> profile(text));

        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal).hasMessageContaining(reason);
        assertThat(List.of(refusal.line(), (long) refusal.column())).containsExactly(line, (long) column);
    }

    @Test
    void whatIsNotUtf8IsRefusedWhereItStands() {
        byte[] latin = "a,b\r\n1,2\r\n3,é\r\n".getBytes(StandardCharsets.ISO_8859_1);
        BadCsvException refusal = catchThrowableOfType(BadCsvException.class, () -> CsvProfile.of(latin, null));

        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.column()).isEqualTo(2);
        assertThat(refusal).hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsWrittenWithQuotesIsReadBack(Separator separator) {
        Random random = new Random(5);
        String alphabet = "ab1 ,;\t\"\n\r'é€😀\\";
        int[] letters = alphabet.codePoints().toArray();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(Stream.generate(() -> text(random, letters)).limit(4).toList());
        }
        String text = "w,x,y,z\n".replace(',', separator.character())
                + rows.stream().map(row -> written(row, separator)).collect(Collectors.joining("\n"));
        List<List<String>> read = new ArrayList<>();
        new CsvTable(text, separator).read((line, cells) -> read.add(cells));

        assertThat(read).isEqualTo(rows);
    }

    private static String text(Random random, int[] letters) {
        return random.ints(random.nextInt(6), 0, letters.length)
                .mapToObj(i -> Character.toString(letters[i]))
                .collect(Collectors.joining());
    }

    private static String written(List<String> row, Separator separator) {
        return row.stream()
                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(String.valueOf(separator.character())));
    }

    @Test
    void malformedFilesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(9);
        byte[] seed = (FLOWERS + "\"a \"\"b\"\"\",\"x\ny\",é\r\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = mutated(seed, random);
            Throwable thrown = catchThrowable(() -> CsvProfile.of(bytes, null));
            assertThat(thrown == null || thrown instanceof BadCsvException bad && bad.line() > 0 && bad.column() > 0)
                    .as(new String(bytes, StandardCharsets.ISO_8859_1) + " " + thrown)
                    .isTrue();
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        String likely = ",;\t\"\n\r\"\"\n0aé";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte next : seed) {
            int dice = random.nextInt(60);
            if (dice == 0) {
                out.write(likely.charAt(random.nextInt(likely.length())));
            } else if (dice == 1) {
                out.write(random.nextInt(256));
            }
            if (dice != 2) {
                out.write(next);
            }
        }
        return random.nextInt(4) == 0
                ? java.util.Arrays.copyOf(out.toByteArray(), random.nextInt(out.size()))
                : out.toByteArray();
    }
}
