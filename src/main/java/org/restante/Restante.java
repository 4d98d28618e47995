package org.restante;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The webmail over the mailbox that stays on the user's IMAP server. */
@SpringBootApplication
public class Restante {

    public static void main(String[] args) {
        SpringApplication.run(Restante.class, args);
    }
}
