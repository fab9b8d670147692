package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.auth.Role;
import io.linewatch.central.auth.User;
import io.linewatch.central.feed.CommandBus;
import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertLifecycle;
import io.linewatch.domain.alert.CommandReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask of alerts: sent as commands, answered when the topology has answered. */
public final class CommandRoutes implements RouteGroup {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRoutes.class);
  public static final int MAX_TEXT = 2000;

  private final FeedLog feed;
  private final HistoryReader history;
  private final CommandBus commands;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Duration replyWait;

  /**
   * @param replyWait how long a person waits for the topology's answer
   */
  public CommandRoutes(
      FeedLog feed,
      HistoryReader history,
      CommandBus commands,
      AuditLog audit,
      InstantSource clock,
      Duration replyWait) {
    this.feed = feed;
    this.history = history;
    this.commands = commands;
    this.audit = audit;
    this.clock = clock;
    this.replyWait = replyWait;
  }

  /**
   * @param minutes for SHELVE: how long; null for one-shot
   */
  record Request(
      AlertCommand.Kind kind,
      String alertId,
      long seenRevision,
      @Nullable String text,
      @Nullable Integer minutes) {}

  /** The reply for pages. */
  record Answer(
      CommandReply.Outcome outcome,
      CommandReply.Reason reason,
      String message,
      @Nullable AlertView alert) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.post("/api/alerts/command", access.allow(Role.OPERATOR, this::command));
  }

  static Role needed(AlertCommand.Kind kind) {
    return switch (kind) {
      case ACKNOWLEDGE, SHELVE, UNSHELVE, RESET, COMMENT -> Role.OPERATOR;
      case TAKE_OUT_OF_SERVICE, RETURN_TO_SERVICE -> Role.ENGINEER;
    };
  }

  private void command(Context ctx) throws InterruptedException {
    Request request = ConsoleJson.read(ctx, Request.class);
    User user = Access.user(ctx);
    AlertCommand command = check(request, user);
    CommandReply reply = send(command);
    audit.write(
        user.name(),
        command.kind().name().toLowerCase(Locale.ROOT),
        command.alertId(),
        reply.outcome() + ": " + reply.message(),
        command.text());
    Alert alert = reply.alert();
    ConsoleJson.reply(
        ctx,
        new Answer(
            reply.outcome(),
            reply.reason(),
            reply.message(),
            alert == null ? null : AlertView.of(alert)));
  }

  // Jackson leaves a missing field null, whatever the type says.
  @SuppressWarnings("ConstantValue")
  private AlertCommand check(Request request, User user) {
    if (request.kind() == null || request.alertId() == null) {
      throw new ApiError(400, "bad-request", "kind and alertId are needed.");
    }
    if (!user.role().covers(needed(request.kind()))) {
      throw new ApiError(403, "role", "This needs the role engineer.");
    }
    String text = request.text() == null ? "" : request.text().strip();
    if (text.length() > MAX_TEXT) {
      throw new ApiError(400, "bad-request", "The text is longer than " + MAX_TEXT + " letters.");
    }
    boolean needsText =
        switch (request.kind()) {
          case SHELVE, TAKE_OUT_OF_SERVICE, COMMENT -> true;
          case ACKNOWLEDGE, UNSHELVE, RESET, RETURN_TO_SERVICE -> false;
        };
    if (needsText && text.isEmpty()) {
      throw new ApiError(400, "reason-needed", "Please say why in a few words.");
    }
    Integer minutes = request.minutes();
    if (minutes != null && (minutes < 1 || minutes > AlertLifecycle.MAX_SHELVING.toMinutes())) {
      throw new ApiError(
          400,
          "shelving-range",
          "Shelving lasts 1 to " + AlertLifecycle.MAX_SHELVING.toMinutes() + " minutes.");
    }
    Alert alert =
        feed.latest(request.alertId())
            .or(() -> history.alert(request.alertId()))
            .orElseThrow(() -> new ApiError(404, "no-such-alert", "There is no such alert."));
    return new AlertCommand(
        UUID.randomUUID().toString(),
        request.kind(),
        alert.id(),
        alert.source(),
        alert.asset(),
        request.seenRevision(),
        user.name(),
        text,
        minutes == null ? null : Duration.ofMinutes(minutes),
        clock.instant());
  }

  private CommandReply send(AlertCommand command) throws InterruptedException {
    try {
      return commands.send(command).get(replyWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ApiError(
          504,
          "no-reply",
          "No answer within "
              + replyWait.toSeconds()
              + " s. It may still be carried out: look at the alert before you try again.");
    } catch (ExecutionException e) {
      LOG.warn("command {} was not sent", command.kind(), e.getCause());
      throw new ApiError(
          503,
          "not-sent",
          "The command could not be sent: Kafka does not answer. Nothing was changed; try again.");
    }
  }

  /** For tests: which role each kind needs. */
  static Map<AlertCommand.Kind, Role> roles() {
    Map<AlertCommand.Kind, Role> roles = new java.util.EnumMap<>(AlertCommand.Kind.class);
    for (AlertCommand.Kind kind : AlertCommand.Kind.values()) {
      roles.put(kind, needed(kind));
    }
    return roles;
  }
}
