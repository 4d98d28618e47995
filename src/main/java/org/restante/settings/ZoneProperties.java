package org.restante.settings;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for viewers who told nothing else ({@code restante.*}).
 *
 * @param zone the time zone where a browser names none
 */
@ConfigurationProperties("restante")
public record ZoneProperties(@DefaultValue("UTC") ZoneId zone) {}
