package org.restante;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/**
 * The webmail over the mailbox that stays on the user's IMAP server.
 *
 * <p>Nobody signs in but with the mail server: Boot's default user is not made.
 */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Restante {

    public static void main(String[] args) {
        SpringApplication.run(Restante.class, args);
    }
}
