package org.restante.mailbox.command;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Status;

/** A command that either goes well or does not. */
public class Simple extends Command<@Nullable Void> {

    private final String name;
    private final Consumer<CommandLine> arguments;
    private final boolean repeatable;

    Simple(String name, boolean repeatable, Consumer<CommandLine> arguments) {
        this.name = name;
        this.repeatable = repeatable;
        this.arguments = arguments;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(CommandLine line) {
        line.text(name);
        arguments.accept(line);
    }

    @Override
    protected @Nullable Void result(Status status) {
        return null;
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }
}
