package org.restante.compose.outbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The jobs that send: rows in the database, run by one node each, taken over from one that died.
 *
 * <p>They carry no data, only the message's id, so nothing is ever serialized.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxProperties.class)
class Jobs {

    static final String SUBMISSION = "submission";
    private static final int AT_ONCE = 20;
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Plans; whichever node is up carries it out. */
    @Bean
    SchedulerClient schedulerClient(DataSource database) {
        return SchedulerClient.Builder.create(database).build();
    }

    /** Works while the application is up, and lets what is being sent come to its end. */
    @Bean
    SmartLifecycle schedulerLife(DataSource database, Sender sender, OutboxProperties properties) {
        return new SmartLifecycle() {
            private @Nullable Scheduler scheduler;

            @Override
            public void start() {
                Scheduler started = scheduler(database, sender, properties.heartbeat());
                started.start();
                scheduler = started;
            }

            @Override
            public void stop() {
                Scheduler running = scheduler;
                if (running != null) {
                    running.stop();
                    scheduler = null;
                }
            }

            @Override
            public boolean isRunning() {
                return scheduler != null;
            }
        };
    }

    private static Scheduler scheduler(DataSource database, Sender sender, Duration heartbeat) {
        CustomTask<Void> submission =
                Tasks.custom(SUBMISSION, Void.class)
                        .execute((job, context) -> next(sender, UUID.fromString(job.getId())));
        RecurringTask<Void> sweep =
                Tasks.recurring("outbox-sweep", FixedDelay.of(Duration.ofMinutes(1)))
                        .execute((job, context) -> sender.sweep());
        return Scheduler.create(database, submission)
                .startTasks(sweep)
                .threads(AT_ONCE)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .pollingInterval(POLL)
                .heartbeatInterval(heartbeat)
                .missedHeartbeatsLimit(6)
                .build();
    }

    private static CompletionHandler<Void> next(Sender sender, UUID id) {
        return sender.run(id)
                .<CompletionHandler<Void>>map(due -> (done, rows) -> rows.reschedule(done, due))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    /** Sees to it that the message is sent then, whatever was planned before. */
    static void at(SchedulerClient jobs, UUID id, Instant due) {
        TaskInstanceId job = TaskInstanceId.of(SUBMISSION, id.toString());
        if (jobs.getScheduledExecution(job).isEmpty()) {
            jobs.scheduleIfNotExists(new TaskInstance<>(SUBMISSION, id.toString()), due);
        } else {
            jobs.reschedule(job, due);
        }
    }

    static void drop(SchedulerClient jobs, UUID id) {
        TaskInstanceId job = TaskInstanceId.of(SUBMISSION, id.toString());
        if (jobs.getScheduledExecution(job).isPresent()) {
            jobs.cancel(job);
        }
    }
}
