// SPDX-License-Identifier: GPL-3.0-or-later
// How the sources fare, and what is said of it.
#include "model/items/capture_text.h"
#include "model/items/safe_text.h"
#include "model/items/source_text.h"
#include "views/charts/charts_view.h"
#include "views/common/banner.h"
#include "views/window/main_window.h"
#include "views/window/status_line.h"
#include "views/window/window_actions.h"

#include <QDateTime>
#include <QFileInfo>

namespace synoptic {

namespace {

/// Work that takes longer shows its progress and can be cancelled.
constexpr qint64 kSoon = 2000;

const QString kSourceBanner = QStringLiteral("source");
const QString kRightsBanner = QStringLiteral("rights");
const QString kLoadingBanner = QStringLiteral("loading");
const QString kPacketsBanner = QStringLiteral("packets");
const QString kTraceBanner = QStringLiteral("trace");
const QString kNamespacesBanner = QStringLiteral("namespaces");
const QString kLostBanner = QStringLiteral("lost");

/// What the setup command, or an administrator, would mend.
bool lacksRight(SourceStatus::Trouble trouble) {
    using Trouble = SourceStatus::Trouble;
    return trouble == Trouble::NotPermitted || trouble == Trouble::PasswordNotGiven ||
           trouble == Trouble::NotAuthorized || trouble == Trouble::NoAgent ||
           trouble == Trouble::PkexecFailed;
}

} // namespace

void MainWindow::setSources(const std::vector<SourceStatus>& sources) {
    const bool wasLoading = !sources_.empty() && sources_.front().loading;
    sources_ = sources;
    statusLine_->setSources(sources_, paused_);
    showProblems();
    if (wasLoading && !sources_.front().loading) {
        models_->connections().tickOrder(); // the last rows need not wait for their turn
        charts_->setRange(charts_->rangeOfAll());
    }
    selectFirstOfCapture();
}

/// So that ladder and packets of one are there to see at once; who chose another keeps it.
void MainWindow::selectFirstOfCapture() {
    const ConnectionSnapshot* first = models_->connections().at(0);
    if (!first || firstChosen_ || sources_.empty() || sources_.front().loading)
        return;
    firstChosen_ = true;
    if (models_->selectedKey() == 0 && layout_ == WindowLayout::Capture)
        selectConnection(first->key);
}

/// Banners for what a person should know of the source.
void MainWindow::showProblems() {
    if (sources_.empty())
        return;
    if (subject_.kind == WatchedSubject::Kind::Capture)
        return showCaptureProblems(sources_.front());
    if (subject_.kind == WatchedSubject::Kind::Remote)
        return showRemoteProblems(sources_.front());
    const SourceStatus* packets = nullptr;
    const SourceStatus* trace = nullptr;
    for (const SourceStatus& source : sources_) {
        if (source.kind == SourceStatus::Kind::SocketTable)
            showSocketTableProblems(source);
        else if (source.kind == SourceStatus::Kind::Packets)
            packets = &source;
        else if (source.kind == SourceStatus::Kind::KernelTrace)
            trace = &source;
    }
    actions_->stopPackets->setEnabled(packets != nullptr);
    if (packets)
        showPacketProblems(*packets);
    if (trace)
        showTraceProblems(*trace);
    showRights(sources_.front(), trace);
    showNamespaces(sources_.front(), trace);
    showLosses((packets ? packets->dropped : 0) + (trace ? trace->dropped : 0));
}

/// That it may not be read, or is not to be had here, is no trouble: the window works without.
void MainWindow::showTraceProblems(const SourceStatus& source) {
    using Trouble = SourceStatus::Trouble;
    const TroubleText trouble = troubleText(source);
    const bool quiet = source.trouble == Trouble::NotPermitted ||
                       source.trouble == Trouble::Unsupported ||
                       source.trouble == Trouble::HelperMissing;
    if (trouble.title.isEmpty() || quiet) {
        banners_->remove(kTraceBanner);
        return;
    }
    BannerContent content;
    content.severity = Severity::Warning;
    content.title = trouble.title;
    content.text = trouble.text;
    if (source.health == SourceStatus::Health::Failed) {
        content.action = tr("Try again");
        content.act = [this, asAdministrator = source.asAdministrator] {
            if (asAdministrator)
                Q_EMIT traceAsAdministratorRequested();
            else
                Q_EMIT refreshRequested();
        };
    }
    if (lacksRight(source.trouble) && !banners_->banner(kRightsBanner))
        tellSetup(content);
    banners_->show(kTraceBanner, content);
}

void MainWindow::showPacketProblems(const SourceStatus& source) {
    const TroubleText trouble = troubleText(source);
    if (trouble.title.isEmpty()) {
        banners_->remove(kPacketsBanner);
        return;
    }
    BannerContent content;
    content.severity = trouble.isSerious ? Severity::Error : Severity::Warning;
    content.title = trouble.title;
    content.text = trouble.text;
    if (source.health == SourceStatus::Health::Failed) {
        content.action = tr("Choose again…");
        content.act = [this] { choosePackets(); };
    }
    if (lacksRight(source.trouble)) {
        if (!banners_->banner(kRightsBanner)) // which says it already
            tellSetup(content);
        offerAdministrator(content, [this] {
            CaptureRequest request{settings_.captureInterface(), settings_.captureFilter(),
                                   settings_.recordPayload(), true};
            Q_EMIT packetsRequested(request);
        });
    }
    banners_->show(kPacketsBanner, content);
}

/// What was lost is said with its time: what is shown of it has gaps.
void MainWindow::showLosses(std::uint64_t lost) {
    if (lost <= dropsTold_)
        return;
    const QDateTime now = QDateTime::currentDateTime();
    if (!firstDrop_.isValid())
        firstDrop_ = now;
    dropsTold_ = lost;
    const QString form = QStringLiteral("HH:mm:ss");
    BannerContent content;
    content.severity = Severity::Warning;
    content.title =
        tr("Lost %Ln packet(s) or event(s).", nullptr, int(qMin<quint64>(dropsTold_, INT_MAX)));
    content.text = tr("Between %1 and %2 they came faster than they could be read: what is shown "
                      "of that time has gaps. A capture filter helps.")
                       .arg(firstDrop_.toString(form), now.toString(form));
    if (Banner* banner = banners_->banner(kLostBanner))
        banner->setContent(content);
    else
        banners_->show(kLostBanner, content);
}

void MainWindow::showCaptureProblems(const SourceStatus& source) {
    const QString file = safeText(QFileInfo(subject_.path).fileName(), 80);
    if (source.loading && sinceSubject_.elapsed() > kSoon) {
        const int percent = source.bytesTotal == 0
                                ? 0
                                : int(100.0 * double(source.bytesRead) / double(source.bytesTotal));
        BannerContent content;
        content.severity = Severity::Info;
        content.title = tr("Loading %1").arg(file);
        content.text = source.bytesTotal == 0
                           ? tr("%L1 packets so far.").arg(models_->totals().packets)
                           : tr("%1 %, %L2 packets so far. What is there can be looked at.")
                                 .arg(percent)
                                 .arg(models_->totals().packets);
        content.action = tr("Cancel");
        content.act = [this] { Q_EMIT cancelRequested(); };
        if (Banner* banner = banners_->banner(kLoadingBanner))
            banner->setContent(content); // no news worth to be spoken
        else if (!loadingBannerClosed_)
            banners_->show(kLoadingBanner, content);
    } else if (!source.loading) {
        banners_->remove(kLoadingBanner);
        loadingBannerClosed_ = false;
    }
    BannerContent content;
    const CaptureProblem& problem = source.captureProblem;
    if (problem) {
        const bool failed = source.health == SourceStatus::Health::Failed;
        content.severity = failed ? Severity::Error : Severity::Warning;
        content.title = failed ? tr("%1 cannot be shown.").arg(file)
                               : tr("%1 was not read to its end.").arg(file);
        content.text =
            captureProblemText(problem) + QStringLiteral(". ") + captureProblemAdvice(problem);
        if (failed) {
            content.action = tr("Open another…");
            content.act = [this] { chooseCapture(); };
        }
    } else if (source.cancelled) {
        content.severity = Severity::Info;
        content.title = tr("Loading was cancelled.");
        content.text =
            tr("The first %L1 packets of %2 are shown.").arg(models_->totals().packets).arg(file);
        content.action = tr("Load again");
        content.act = [this] { openCapture(subject_.path); };
    }
    if (content.title.isEmpty())
        banners_->remove(kSourceBanner);
    else
        banners_->show(kSourceBanner, content);
}

void MainWindow::showSocketTableProblems(const SourceStatus& source) {
    BannerContent content;
    content.text = QString::fromStdString(source.problem);
    if (source.health == SourceStatus::Health::Failed) {
        content.severity = Severity::Error;
        content.title = tr("The connections cannot be read.");
        content.action = tr("Try again");
        content.act = [this] { Q_EMIT refreshRequested(); };
    } else if (source.way == SourceStatus::Way::ProcNet) {
        content.severity = Severity::Warning;
        content.title = tr("Fewer details than usual.");
        content.text = tr("The kernel refused socket queries (netlink), so the connections are "
                          "read from /proc/net: without round-trip times, rates and "
                          "retransmissions.");
    } else if (source.health == SourceStatus::Health::Degraded) {
        content.severity = Severity::Warning;
        content.title = tr("The source works with limits.");
    }
    if (content.title.isEmpty())
        banners_->remove(kSourceBanner);
    else
        banners_->show(kSourceBanner, content);
}

/// Whether the containers' sockets are there, where they were asked for.
void MainWindow::showNamespaces(const SourceStatus& table, const SourceStatus* trace) {
    using Namespaces = SourceStatus::Namespaces;
    // A helper that was started as root reads those for a window that may not.
    const bool byHelper = table.namespaces == Namespaces::Refused && trace && trace->namespaceNames;
    models_->names().setNamespaces(byHelper ? trace->namespaceNames : table.namespaceNames);
    BannerContent note;
    if (table.namespaces == Namespaces::Refused && !byHelper) {
        note.severity = Severity::Warning;
        note.title = tr("Other network namespaces cannot be entered.");
        note.text = tr("Listing their sockets needs root. What opens and closes in them from now "
                       "on is shown if the kernel trace runs; what was open before is not. To see "
                       "all, let the trace run as administrator.");
        if (trace)
            offerAdministrator(note, [this] { Q_EMIT traceAsAdministratorRequested(); });
    } else if (table.namespaces == Namespaces::Some) {
        note.severity = Severity::Warning;
        note.title = tr("Some network namespaces may be missing.");
        note.text = tr("Those that can be entered are listed. To see all, start Synoptic as root, "
                       "outside of any container.");
    }
    if (note.title.isEmpty())
        banners_->remove(kNamespacesBanner);
    else if (const Banner* shown = banners_->banner(kNamespacesBanner);
             !shown || shown->content() != note)
        banners_->show(kNamespacesBanner, note);
}

/// The command that gives the helper its rights for good.
void MainWindow::tellSetup(BannerContent& content) const {
    if (setupCommand_.isEmpty())
        return;
    content.commandIntroduction = tr("To see more, run this once and log in again:");
    content.command = setupCommand_;
}

/// What works without extra rights, and how to get them. Said once: it is no trouble, and closing
/// it is having read it.
void MainWindow::showRights(const SourceStatus& table, const SourceStatus* trace) {
    const bool untraced = trace && trace->trouble == SourceStatus::Trouble::NotPermitted;
    if ((table.ownersComplete && !untraced) || settings_.rightsNoteRead()) {
        banners_->remove(kRightsBanner);
        return;
    }
    BannerContent note;
    note.severity = Severity::Warning;
    note.title = tr("Running without extra rights.");
    note.text =
        untraced && table.ownersComplete
            ? tr("You see every connection as it is at each look, not every step between "
                 "two looks, and no packets.")
        : untraced ? tr("You see every connection as it is at each look. You do not see every step "
                        "between two looks, packets, or which processes of other users hold them.")
                   : tr("You see every connection, its state, queues and timers. You do not see "
                        "which processes of other users hold them.");
    if (untraced)
        tellSetup(note);
    if (untraced && !trace->asAdministrator)
        offerAdministrator(note, [this] { Q_EMIT traceAsAdministratorRequested(); });
    if (const Banner* shown = banners_->banner(kRightsBanner); !shown || shown->content() != note)
        banners_->show(kRightsBanner, note);
}

void MainWindow::removeSourceBanners() {
    for (const QString& banner :
         {kSourceBanner, kRightsBanner, kLoadingBanner, kPacketsBanner, kTraceBanner, kLostBanner,
          kNamespacesBanner, QStringLiteral("alarm"), QStringLiteral("remote")})
        banners_->remove(banner);
    alarm_ = 0;
    mutedAlarms_.clear();
}

} // namespace synoptic
