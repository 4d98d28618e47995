package org.restante.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The signed-in administrator for the length of one request; never stored. */
final class AdministratorUser extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Administrator.Present present;

    AdministratorUser(Administrator.Present present) {
        super(List.of());
        this.present = present;
        setAuthenticated(true);
    }

    Administrator.Present present() {
        return present;
    }

    @Override
    public Administrator getPrincipal() {
        return present.who();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return present.who().name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
