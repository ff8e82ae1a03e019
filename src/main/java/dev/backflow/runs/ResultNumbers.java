package dev.backflow.runs;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Root;
import java.util.List;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.springframework.stereotype.Component;

/** Numbers in the JSON of results, for queries. Hibernate's own way to them takes no column of type json of PostgreSQL. */
@Component
class ResultNumbers {

    private final boolean postgresql;

    ResultNumbers(EntityManagerFactory factory) {
        postgresql = factory.unwrap(SessionFactoryImplementor.class)
                        .getJdbcServices()
                        .getDialect()
                instanceof PostgreSQLDialect;
    }

    /** @param path names of fields, each of lower-case letters, digits and underscores */
    Expression<Double> at(List<String> path, Root<Run> run, CriteriaBuilder builder) {
        HibernateCriteriaBuilder hibernate = (HibernateCriteriaBuilder) builder;
        return postgresql
                ? hibernate.sql(
                        "cast(? #>> '{" + String.join(",", path) + "}' as double precision)",
                        Double.class,
                        run.get("result"))
                : hibernate.jsonValue(run.get("result"), "$." + String.join(".", path), Double.class);
    }
}
