package dev.backflow.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.series.Columns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ColumnsCsvTest {

    private static String csv(Columns columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ColumnsCsv.write(columns, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theFirstColumnIsTheEpochAndLinesEndAsTheStandardSays() throws IOException {
        Columns columns = Columns.over(new int[] {0, 5}, null);
        columns.add("loss", new double[] {0.1, 1e-45}, null);
        assertThat(csv(columns)).isEqualTo("epoch,loss\r\n0,0.1\r\n5,1.0E-45\r\n");
    }

    @Test
    void aNumberThatIsNotFiniteIsWrittenAndWhatWasNotMeasuredIsEmpty() throws IOException {
        Columns columns = Columns.over(new int[] {0, 1, 2, 3}, "full");
        double[] values = {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        columns.add("a", values, new long[] {0, 7, 1, 1});
        columns.add("loss", values, null);
        assertThat(csv(columns))
                .isEqualTo("epoch,a,loss\r\n0,,NaN\r\n1,NaN,NaN\r\n2,Infinity,Infinity\r\n3,-Infinity,-Infinity\r\n");
    }

    @Test
    void whateverAColumnIsCalledASpreadsheetTakesItForAText() throws IOException {
        Columns columns = Columns.over(new int[0], null);
        columns.add("=HYPERLINK(\"x\")", new double[0], null);
        columns.add("a,b", new double[0], null);
        columns.add("epoch", new double[0], null);
        assertThat(csv(columns)).isEqualTo("epoch,\"'=HYPERLINK(\"\"x\"\")\",\"a,b\",layer.epoch\r\n");
    }
}
