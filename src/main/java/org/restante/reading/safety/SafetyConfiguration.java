package org.restante.reading.safety;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The key of the image proxy's links. */
@Configuration(proxyBeanMethods = false)
class SafetyConfiguration {

    /**
     * Without a secret the links are good for this instance until it stops, which is all that one
     * instance needs; instances behind one balancer must be given the same.
     */
    @Bean
    ImageLinks imageLinks(@Value("${restante.images.secret:}") String secret)
            throws NoSuchAlgorithmException {
        var key = new byte[32];
        if (secret.isBlank()) {
            new SecureRandom().nextBytes(key);
        } else {
            key =
                    MessageDigest.getInstance("SHA-256")
                            .digest(("images:" + secret).getBytes(StandardCharsets.UTF_8));
        }
        return new ImageLinks(key);
    }
}
