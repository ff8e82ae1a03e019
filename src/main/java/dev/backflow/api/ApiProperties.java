package dev.backflow.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code backflow.limits}.
 *
 * @param body largest request body that is JSON
 * @param dataset largest uploaded data set
 */
@ConfigurationProperties("backflow.limits")
record ApiProperties(
        @DefaultValue("1MB") DataSize body,
        @DefaultValue("20MB") DataSize dataset) {}
