package org.restante.account;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.restante.support.WithDatabase;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The application on a real database, with a fake mail server and a few probing pages. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        properties = {
            "restante.mail.domain=posthaste.example",
            "restante.mail.imap.host=imap.posthaste.example"
        })
@AutoConfigureMockMvc
@WithDatabase
@Import(AccountTestConfiguration.class)
public @interface AccountTest {}
