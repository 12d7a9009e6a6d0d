// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/act_verdict.h"
#include "model/items/session_models.h"
#include "model/tracking/source_status.h"
#include "views/report/report_request.h"
#include "views/settings/settings.h"
#include "views/window/act_request.h"
#include "views/window/remote_request.h"
#include "views/window/view_history.h"
#include "views/window/watched_subject.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <set>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace synoptic {

class BannerArea;
struct BannerContent;
class CaptureDialog;
class ChartsView;
class ConnectionPanel;
class DockArea;
class EventLogPanel;
class HelpWindow;
class ListenersPanel;
class DiagnosisPanel;
struct DiagnosisUpdate;
class HttpLogPanel;
class LadderPanel;
class LanguageSwitch;
class LessonPanel;
class PacketsPanel;
class CapabilitiesDialog;
class RemoteDialog;
class SegmentedControl;
class SelectedConnectionPanel;
class StateDiagramView;
class StatusLine;
class StreamPanel;
class TimelineStrip;
class Toast;
class ToolStrip;
class WelcomePage;
struct WindowActions;

/// The whole window. Takes changes and source reports, shows them, and asks by signals for what
/// only the owner of the sources can do. GUI thread only.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// All three outlive the window.
    MainWindow(Settings& settings, ThemeManager& themes, LanguageSwitch& languages,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    SessionModels& models() { return *models_; }
    WindowActions& actions() { return *actions_; }
    ConnectionPanel* connectionPanel() const { return panel_; }
    StateDiagramView* diagram() const { return diagram_; }
    ChartsView* charts() const { return charts_; }
    EventLogPanel* eventLogPanel() const { return eventLogPanel_; }
    ListenersPanel* listenersPanel() const { return listeners_; }
    DiagnosisPanel* diagnosisPanel() const { return diagnosis_; }
    LadderPanel* ladderPanel() const { return ladder_; }
    PacketsPanel* packetsPanel() const { return packets_; }
    StreamPanel* streamPanel() const { return stream_; }
    HttpLogPanel* httpLogPanel() const { return http_; }
    BannerArea* banners() const { return banners_; }
    StatusLine* statusLine() const { return statusLine_; }
    Toast* toast() const { return toast_; }
    /// Null until it is first asked for.
    HelpWindow* helpWindow() const { return help_; }
    DockArea* docks() const { return docks_; }
    /// In sight while the subject is a lesson.
    LessonPanel* lessonPanel() const { return lesson_; }
    WelcomePage* welcomePage() const { return welcome_; }
    SegmentedControl* liveSegment() const { return live_; }
    SegmentedControl* layoutSegment() const { return layoutSegment_; }
    SelectedConnectionPanel* selectedPanel() const { return selectedPanel_; }

    /// What the monitor told.
    void apply(const ChangeSet& changes);
    void apply(const DiagnosisUpdate& diagnosis);
    void setSources(const std::vector<SourceStatus>& sources);
    const std::vector<SourceStatus>& sources() const { return sources_; }
    /// What gives the helper its rights, to be copied into a terminal; empty: not installed.
    void setSetupCommand(const QString& command) { setupCommand_ = command; }
    /// Another thing is looked at from now on: everything known of the one before is forgotten.
    /// While there is nothing, the welcome page stands in the place of the table.
    void setSubject(const WatchedSubject& subject);
    const WatchedSubject& subject() const { return subject_; }
    /// What is live is this computer's own: only then do its sockets and processes have to do with
    /// those of this system.
    bool isThisComputer() const { return subject_.kind == WatchedSubject::Kind::Computer; }
    bool isLive() const {
        return subject_.kind == WatchedSubject::Kind::Computer ||
               subject_.kind == WatchedSubject::Kind::Remote;
    }
    /// The answer to interfacesWanted().
    void setInterfaces(const QList<InterfaceChoice>& interfaces, const QString& problem);
    /// The answer to remoteInterfacesWanted().
    void setRemoteInterfaces(const QString& host, const QList<InterfaceChoice>& interfaces,
                             const QString& problem);
    /// pkexec is there: where a right is missing, a banner's button offers it.
    void setAdministratorOffered(bool offered) { administratorOffered_ = offered; }
    /// What may be done to connections and processes here.
    void setAbilities(const ActAbilities& abilities);
    /// How an act went: a toast, a banner, or another question.
    void tellActed(const ActRequest& request, const ActOutcome& outcome);
    /// Null while it is not open.
    CapabilitiesDialog* capabilitiesDialog() const;
    /// Null while it is not open.
    RemoteDialog* remoteDialog() const;
    /// Of work done for the window by others: a file was saved, or was not.
    void tellSaved(const QString& path);
    void tellFailure(const QString& path, const QString& reason);
    /// Does something in another language, and goes back to the one before.
    void speak(LanguageChoice language, const std::function<void()>& act);
    bool isPaused() const { return paused_; }
    void setPaused(bool paused);
    void selectConnection(ConnectionKey key);
    void setWindowLayout(WindowLayout layout);
    WindowLayout windowLayout() const { return layout_; }
    void showWelcome(bool show);
    /// Closes what does not fit in a window of that size: the timeline, then docks.
    void makeRoomIn(const QSize& size);
    /// Everything that is remembered is written to the settings.
    void remember();

    /// The picture of a part of the window; null if there is no such part.
    QImage grabPart(const QString& part, double scale = 1);
    /// The rows shown, in their order; written in the background.
    void exportConnectionsTo(const QString& path, bool json);
    void exportEventLogTo(const QString& path);

Q_SIGNALS:
    void watchRequested();
    /// The sample lesson is to be played from its start.
    void lessonRequested();
    /// A capture file is to be shown.
    void captureRequested(const QString& path);
    /// Packets shall be captured beside the socket table, or no longer.
    void packetsRequested(const synoptic::CaptureRequest& request);
    void packetsUnwanted();
    /// A person wants the firewall's rules read as root.
    void firewallRequested();
    /// Somebody wants to know which interfaces there are: see setInterfaces().
    void interfacesWanted();
    /// Another computer shall be watched over ssh.
    void remoteRequested(const synoptic::RemoteRequest& request);
    void remoteInterfacesWanted(const QString& host);
    /// The kernel's trace shall be read with an administrator's rights.
    void traceAsAdministratorRequested();
    /// Something shall be done to this computer; see tellActed().
    void actRequested(const synoptic::ActRequest& request);
    /// What may be done shall be found out; see setAbilities().
    void abilitiesWanted();
    /// All packets, or those of one connection (kNoFlow: all), shall be saved as pcapng.
    void savePacketsRequested(const QString& path, synoptic::ConnectionKey connection);
    /// A report of what is looked at shall be saved.
    void reportRequested(const synoptic::ReportRequest& request);
    /// Loading shall end; what is there stays.
    void cancelRequested();
    /// The connection a person looks at; 0 for none.
    void focusChanged(synoptic::ConnectionKey key);
    void pauseRequested(bool pause);
    void refreshRequested();
    /// Interval and how long closed ones are kept are in the settings.
    void watchSettingsChanged();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // main_window.cpp
    void buildContents();
    void buildToolBar();
    // main_window_packets.cpp
    void buildPacketViews();
    void connectPacketViews();
    void rememberSegmentChoices();
    void showSelectedPackets();
    void followStream(ConnectionKey key);
    void exportHttpLog();
    void savePackets(ConnectionKey connection);
    void saveLadder(const QString& suffix);
    // main_window.cpp
    void retranslate();
    void showNumbers();
    void showSelection();
    void showWhetherHidden();
    void applySettings();
    // main_window_subject.cpp
    void showSubject();
    void selectFirstOfCapture();
    void showProblems();
    void showSocketTableProblems(const SourceStatus& source);
    void showCaptureProblems(const SourceStatus& source);
    void showPacketProblems(const SourceStatus& source);
    void showTraceProblems(const SourceStatus& source);
    void showRights(const SourceStatus& table, const SourceStatus* trace);
    void showNamespaces(const SourceStatus& table, const SourceStatus* trace);
    void removeSourceBanners();
    void connectDiagnosis();
    void showAlarm();
    void showFinding(std::uint64_t id);
    void showSources(std::uint64_t id);
    void freezeEvidence(std::uint64_t id);
    void muteAlarm(std::uint64_t id);
    void showLosses(std::uint64_t lost);
    void choosePackets();
    // main_window_act.cpp
    void connectActs();
    void showActs();
    void askToAct(ActRequest::Act act, const ConnectionSnapshot& connection);
    void showCapabilities();
    // main_window_remote.cpp
    void chooseRemote(bool packets = false);
    void showRemoteProblems(const SourceStatus& source);
    void tellSetup(BannerContent& content) const;
    void offerAdministrator(BannerContent& content, const std::function<void()>& act);
    // main_window_subject.cpp
    void chooseCapture();
    void openCapture(const QString& path);
    void fillRecentMenu();
    // main_window_actions.cpp
    void connectActions();
    void connectViews();
    void openSettings();
    void chooseLayout(WindowLayout layout);
    void chooseInterval(int milliseconds);
    void toggleWatching(bool pause);
    void notePlace(bool typing);
    void goTo(const ViewPoint& point);
    void restore();
    // main_window_help.cpp
    void connectHelp();
    QString topicAtFocus();
    void openHelp(const QString& topic);
    // main_window_output.cpp
    void saveScreenshot(const QString& part, double scale, bool svg);
    void exportConnections();
    void exportEventLog();
    void chooseReport();
    void saveInBackground(const QString& path, std::function<QByteArray()> make);
    QString suggestedPath(const QString& view, const QString& suffix) const;

    Settings& settings_;
    ThemeManager& themes_;
    LanguageSwitch& languages_;
    std::unique_ptr<SessionModels> models_;
    std::unique_ptr<WindowActions> actions_;

    ToolStrip* toolBar_ = nullptr;
    SegmentedControl* live_ = nullptr;
    SegmentedControl* layoutSegment_ = nullptr;
    QLabel* layoutLabel_ = nullptr;
    QToolButton* sourceButton_ = nullptr;
    QToolButton* screenshotButton_ = nullptr;
    BannerArea* banners_ = nullptr;
    ConnectionPanel* panel_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    DockArea* docks_ = nullptr;
    WelcomePage* welcome_ = nullptr;
    StateDiagramView* diagram_ = nullptr;
    SelectedConnectionPanel* selectedPanel_ = nullptr;
    ChartsView* charts_ = nullptr;
    EventLogPanel* eventLogPanel_ = nullptr;
    ListenersPanel* listeners_ = nullptr;
    DiagnosisPanel* diagnosis_ = nullptr;
    std::uint64_t alarm_ = 0;             ///< the finding the banner is about
    std::set<std::uint64_t> mutedAlarms_; ///< findings whose banner was closed
    std::set<Endpoint> mutedListeners_;   ///< until no error about them holds
    LessonPanel* lesson_ = nullptr;
    LadderPanel* ladder_ = nullptr;
    PacketsPanel* packets_ = nullptr;
    StreamPanel* stream_ = nullptr;
    HttpLogPanel* http_ = nullptr;
    TimelineStrip* timeline_ = nullptr;
    StatusLine* statusLine_ = nullptr;
    Toast* toast_ = nullptr;

    QTimer tick_;   ///< 250 ms: clock, highlights, held order
    QTimer values_; ///< 5 Hz
    QTimer order_;  ///< 1 Hz
    ViewHistory history_;
    QElapsedTimer sinceTyped_;
    std::vector<SourceStatus> sources_;
    QString setupCommand_;
    ActAbilities abilities_;
    QPointer<CapabilitiesDialog> capabilities_;
    WindowLayout layout_ = WindowLayout::Monitor;
    WatchedSubject subject_;
    QPointer<CaptureDialog> captureDialog_;
    QPointer<RemoteDialog> remoteDialog_;
    bool administratorOffered_ = false;
    HelpWindow* help_ = nullptr;
    std::optional<TcpState> stateActivated_; ///< in the diagram, last
    std::uint64_t dropsTold_ = 0;
    QDateTime firstDrop_;
    QElapsedTimer sinceSubject_; ///< the subject was chosen
    bool loadingBannerClosed_ = false;
    bool paused_ = false;
    QElapsedTimer sinceTick_; ///< values were told to the table
    bool news_ = false;       ///< since then
    bool firstRows_ = true;
    bool firstChosen_ =
        true; ///< of a capture: a connection was chosen for the person, or need not be
    bool restoring_ = false;
};

} // namespace synoptic
