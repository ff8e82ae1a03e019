package dev.backflow.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.recording.Statistic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class StatisticsRowTest {

    @Test
    void aStatisticThatIsYoungerThanTheRowIsNoNumber() throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = memory.createStatement();
                ResultSet row = statement.executeQuery("select array[3, 4] as places, array[1e0, 2e0] as mean,"
                        + " cast(null as double precision array) as zero_fraction")) {
            row.next();
            StatisticsRow chunk = new StatisticsRow(row);
            assertThat(chunk.values(Statistic.ZERO_FRACTION)).containsExactly(Double.NaN, Double.NaN);
            assertThat(chunk.values(Statistic.MEAN)).containsExactly(1, 2);
        }
    }
}
