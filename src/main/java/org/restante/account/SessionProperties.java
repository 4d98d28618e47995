package org.restante.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a session lasts ({@code restante.session.*}).
 *
 * @param idle without a request
 * @param max at most, however busy
 */
@ConfigurationProperties("restante.session")
record SessionProperties(@DefaultValue("8h") Duration idle, @DefaultValue("7d") Duration max) {

    SessionProperties {
        if (!idle.isPositive() || !max.isPositive()) {
            throw new IllegalArgumentException("restante.session.idle and .max must be positive");
        }
    }
}
