package dev.backflow.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code backflow.limits}.
 *
 * @param body largest request body
 */
@ConfigurationProperties("backflow.limits")
record ApiProperties(@DefaultValue("1MB") DataSize body) {}
