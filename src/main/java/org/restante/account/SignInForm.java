package org.restante.account;

import org.jspecify.annotations.Nullable;

/**
 * What the form shows again; never the password.
 *
 * @param shared whether others use the computer, too
 * @param to where to go afterwards, checked to be ours
 */
record SignInForm(String username, boolean shared, @Nullable String to) {

    SignInForm {
        username = username.substring(0, Math.min(username.length(), SignIn.LONGEST_ADDRESS));
    }
}
