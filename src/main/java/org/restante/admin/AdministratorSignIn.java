package org.restante.admin;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.restante.account.SignInLimits;
import org.springframework.stereotype.Service;

/** Whether somebody is the administrator that they say, asked as seldom as of mailbox users. */
@Service
class AdministratorSignIn {

    private final Administrators administrators;
    private final SignInLimits limits;

    AdministratorSignIn(Administrators administrators, SignInLimits limits) {
        this.administrators = administrators;
        this.limits = limits;
    }

    /** What came of an attempt. */
    sealed interface Outcome {

        record Accepted(Administrator administrator) implements Outcome {}

        record Refused() implements Outcome {}

        record Wait(Duration delay) implements Outcome {}
    }

    Outcome attempt(String name, String password, String client) {
        String known = key(name);
        Duration wait = limits.begin(known, client);
        if (!wait.isZero()) {
            return new Outcome.Wait(wait);
        }
        if (password.length() > NewAdministrator.LONGEST) {
            return new Outcome.Refused();
        }
        Optional<Administrator> found = administrators.find(name.strip(), password);
        if (found.isEmpty()) {
            return new Outcome.Refused();
        }
        limits.succeeded(known, client);
        return new Outcome.Accepted(found.get());
    }

    /** No address of a mailbox is written like this. */
    private static String key(String name) {
        String known = name.strip().toLowerCase(Locale.ROOT);
        int longest = Math.min(known.length(), NewAdministrator.LONGEST_NAME);
        return "administrator " + known.substring(0, longest);
    }
}
