/** The address book: contacts and groups, completion of addresses, vCard and CSV. */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "settings", "reading :: people"})
package org.restante.contacts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
