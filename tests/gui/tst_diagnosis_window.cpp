// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong, in the window: column, alarm, thresholds. Real sockets on loopback, real clicks.
#include "app/report/collect.h"
#include "model/diagnosis/engine.h"
#include "model/items/connection_filter.h"
#include "model/items/threshold_fields.h"
#include "tests/gui/window_fixture.h"
#include "views/common/banner.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/settings/settings_dialog.h"
#include "views/settings/thresholds_page.h"
#include "views/table/filter_field.h"
#include "views/theme/theme_manager.h"
#include "views/window/dock_area.h"
#include "views/window/window_actions.h"

#include <QContextMenuEvent>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

#include <unistd.h>

using namespace synoptic;

class DiagnosisWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Loopback> loopback_;
    std::unique_ptr<WindowFixture> f_;
    QTemporaryDir folder_;
    ConnectionKey key_ = 0; ///< of the first client

    QModelIndex cell(int column = ConnectionColumns::Diagnosis) {
        return f_->rows().index(f_->rowOf(loopback_->clients[0]->localPort(), loopback_->port()),
                                column);
    }
    /// A finding about the first client's connection.
    Finding finding(std::uint64_t id, RuleId rule, FindingSeverity severity) {
        Finding finding;
        finding.id = id;
        finding.rule = rule;
        finding.severity = severity;
        finding.subject.kind = FindingSubject::Kind::Listener;
        finding.subject.local = {*IpAddress::parse("127.0.0.1"), loopback_->port(), 0};
        finding.first = finding.last = Timestamp(std::chrono::seconds(1'700'000'000));
        finding.evidence = {{"half_open", 129, 128},
                            {"syn_rate", 1840, {}, FindingEvidence::Unit::PerSecond},
                            {"completed_ratio", 0.01, 0.25, FindingEvidence::Unit::Ratio},
                            {"syns_dropped", 5211},
                            {"sources", 129, 129}};
        finding.connections = {key_};
        return finding;
    }
    void tell(std::vector<Finding> findings) {
        DiagnosisUpdate update;
        update.findings.changed = std::move(findings);
        f_->window->apply(update);
    }
    Banner* alarm() { return f_->window->banners()->banner(QStringLiteral("alarm")); }
    void press(const char* label) {
        for (QPushButton* button : alarm()->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == QLatin1String(label))
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(label);
    }

private Q_SLOTS:
    void init() {
        loopback_ = std::make_unique<Loopback>(3);
        f_ = std::make_unique<WindowFixture>();
        f_->settings.setLastFolder(folder_.path());
        f_->window->resize(1440, 900);
        QTRY_VERIFY_WITH_TIMEOUT(
            f_->rowOf(loopback_->clients[0]->localPort(), loopback_->port()) >= 0, 10'000);
        key_ = f_->rows().at(cell().row())->key;
    }
    void cleanup() {
        f_.reset();
        loopback_.reset();
    }

    void aRowSaysWhatIsWrong() {
        QVERIFY(!f_->table()->isColumnHidden(ConnectionColumns::Diagnosis));
        QCOMPARE(cell().data().toString(), QString());
        tell({finding(1, RuleId::ConnectSilent, FindingSeverity::Warning)});
        QCOMPARE(cell().data().toString(), QStringLiteral("no answer"));
        tell({finding(2, RuleId::SynFlood, FindingSeverity::Error)});
        QCOMPARE(cell().data().toString(), QStringLiteral("SYN flood")); // the graver one
        QCOMPARE(cell().data(ConnectionTableModel::DiagnosisRole).toInt(), 2);
        const QString tip = cell().data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QLatin1String("129")) && !Qt::mightBeRichText(tip), qPrintable(tip));
        // What is painted: the sign in the error's colour.
        f_->table()->scrollTo(cell());
        QTest::qWait(50);
        const QRect place = f_->table()->visualRect(cell());
        const QImage image = f_->table()->viewport()->grab().toImage();
        bool red = false;
        for (int x = place.left(); x < place.left() + 24; ++x)
            red |=
                image.pixelColor(x, place.center().y() - 4) == f_->themes.theme().error.foreground;
        QVERIFY(red);
        // A click opens it, and leaves table and layout as they are.
        const QString filter = f_->window->connectionPanel()->filterText();
        QTest::mouseClick(f_->table()->viewport(), Qt::LeftButton, {}, place.center());
        QTRY_VERIFY(f_->window->docks()->isInSight(Panel::Diagnosis));
        QCOMPARE(f_->window->diagnosisPanel()->selectedId(), std::uint64_t{2});
        QCOMPARE(f_->window->connectionPanel()->filterText(), filter);
        // Over, the next grave stands; then all is well.
        Finding flood = finding(2, RuleId::SynFlood, FindingSeverity::Error);
        flood.over = true;
        tell({flood});
        QCOMPARE(cell().data().toString(), QStringLiteral("no answer"));
        Finding silent = finding(1, RuleId::ConnectSilent, FindingSeverity::Warning);
        silent.over = true;
        tell({silent});
        QCOMPARE(cell().data().toString(), QString());
    }

    void theMenuLeadsThereToo() {
        tell({finding(3, RuleId::HalfClosed, FindingSeverity::Note)});
        f_->table()->scrollTo(cell(0));
        const QPoint at = f_->table()->visualRect(cell(0)).center();
        QTimer::singleShot(200, this, [] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (QAction* action : menu->actions()) {
                if (action->text() == QLatin1String("What is wrong with it?")) {
                    QVERIFY(action->isEnabled());
                    action->trigger();
                }
            }
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, at,
                                f_->table()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(f_->table()->viewport(), &event);
        QTRY_VERIFY(f_->window->docks()->isInSight(Panel::Diagnosis));
        QCOMPARE(f_->window->diagnosisPanel()->selectedId(), std::uint64_t{3});
    }

    void itSortsAndFilters() {
        tell({finding(1, RuleId::ConnectSilent, FindingSeverity::Warning)});
        ConnectionPanel* panel = f_->window->connectionPanel();
        for (const char* filter :
             {"diagnosis:any", "diagnosis:warning", "diagnosis:connect-silent"}) {
            panel->setFilterText(QLatin1String(filter));
            QTRY_COMPARE(f_->rows().rowCount(), 1);
            QCOMPARE(f_->rows().at(0)->id.tuple.local.port, loopback_->clients[0]->localPort());
        }
        panel->setFilterText(QStringLiteral("diagnosis:error"));
        QTRY_COMPARE(f_->rows().rowCount(), 0);
        tell({finding(2, RuleId::SynFlood, FindingSeverity::Error)}); // it follows without a change
        QTRY_COMPARE(f_->rows().rowCount(), 1);
        panel->setFilterText(QStringLiteral("port:%1").arg(loopback_->port()));
        QTRY_VERIFY(f_->rows().rowCount() >= 6);
        f_->table()->sortByColumn(ConnectionColumns::Diagnosis, Qt::DescendingOrder);
        QTRY_COMPARE(f_->rows().at(0)->id.tuple.local.port, loopback_->clients[0]->localPort());
        f_->table()->sortByColumn(ConnectionColumns::Diagnosis, Qt::AscendingOrder);
        QTRY_COMPARE(f_->rows().at(0)->id.tuple.local.port, loopback_->clients[0]->localPort());
    }

    void theAlarmShowsItsSources() {
        tell({finding(7, RuleId::SynFlood, FindingSeverity::Error)});
        QVERIFY(alarm());
        QTRY_VERIFY(alarm()->isVisible());
        f_->picture(QStringLiteral("alarm-buttons"));
        press("Show sources");
        QVERIFY(f_->window->windowLayout() == WindowLayout::Diagnose);
        QCOMPARE(f_->window->connectionPanel()->filterText(),
                 QStringLiteral("state:SYN-RECEIVED sport:%1").arg(loopback_->port()));
        QCOMPARE(f_->rows().sortColumn(), int(ConnectionColumns::RemoteAddress));
        f_->window->connectionPanel()->setFilterText(QString());
    }

    void evidenceIsFrozen() {
        tell({finding(7, RuleId::SynFlood, FindingSeverity::Error)});
        QTRY_VERIFY(alarm()->isVisible());
        QSignalSpy spy(f_->window.get(), &MainWindow::reportRequested);
        press("Freeze evidence");
        QCOMPARE(spy.size(), 1);
        const auto request = spy.front().front().value<ReportRequest>();
        QCOMPARE(request.selected.size(), std::size_t(1));
        QVERIFY2(request.path.startsWith(folder_.path()), qPrintable(request.path));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(request.path), 15'000);
        const QFileInfo file(request.path);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QFile report(request.path);
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QByteArray text = report.readAll();
        QVERIFY(text.contains("SYN flood"));
        QVERIFY(text.contains(QByteArray::number(loopback_->clients[0]->localPort())));
    }

    /// With packets captured, the last of them stand beside the report, and can be read.
    void theLastPacketsAreFrozenToo() {
        if (::geteuid() != 0)
            QSKIP("only root can capture packets");
        CaptureRequest wanted;
        wanted.interface = QStringLiteral("lo");
        wanted.filter = QStringLiteral("tcp port %1").arg(loopback_->port());
        Q_EMIT f_->window->packetsRequested(wanted);
        const auto captured = [&] {
            loopback_->clients[0]->write("evidence");
            loopback_->clients[0]->flush();
            return f_->window->models().packets().packets().size() >= 4;
        };
        QTRY_VERIFY_WITH_TIMEOUT(captured(), 15'000);
        tell({finding(7, RuleId::SynFlood, FindingSeverity::Error)});
        QTRY_VERIFY(alarm()->isVisible());
        const QSignalSpy reports(f_->window.get(), &MainWindow::reportRequested);
        press("Freeze evidence");
        QCOMPARE(reports.size(), 1);
        const QFileInfo report(reports.front().front().value<ReportRequest>().path);
        const QString path = report.absolutePath() + QLatin1Char('/') + report.completeBaseName() +
                             QStringLiteral(".pcapng");
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(path), 15'000);
        QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        const CollectedReport read = collectCapture(path);
        QVERIFY2(read.usable && read.problem.empty(), read.problem.c_str());
        QVERIFY(read.material.totals.packets >= 4);
        QCOMPARE(read.material.connections.size(), std::size_t(1));
        QVERIFY(loopback_->clients[0]->localPort() ==
                    read.material.connections[0].snapshot.id.tuple.local.port ||
                loopback_->clients[0]->localPort() ==
                    read.material.connections[0].snapshot.id.tuple.remote.port);
        Q_EMIT f_->window->packetsUnwanted();
    }

    void aMutedListenerIsQuietUntilItWasQuiet() {
        tell({finding(7, RuleId::SynFlood, FindingSeverity::Error)});
        QTRY_VERIFY(alarm()->isVisible());
        press("Mute until quiet");
        QVERIFY(!alarm());
        // Another error about the same listener stays quiet, one about another does not.
        tell({finding(8, RuleId::AcceptQueueOverflow, FindingSeverity::Error)});
        QVERIFY(!alarm());
        Finding elsewhere = finding(9, RuleId::SynFlood, FindingSeverity::Error);
        elsewhere.subject.local.port = 1;
        tell({elsewhere});
        QVERIFY(alarm());
        elsewhere.over = true;
        Finding flood = finding(7, RuleId::SynFlood, FindingSeverity::Error);
        Finding accept = finding(8, RuleId::AcceptQueueOverflow, FindingSeverity::Error);
        flood.over = accept.over = true;
        tell({elsewhere, flood, accept});
        QVERIFY(!alarm());
        tell({finding(10, RuleId::SynFlood, FindingSeverity::Error)}); // it was quiet meanwhile
        QVERIFY(alarm());
    }

    void thresholdsAreTakenAndRestored() {
        SettingsDialog dialog(f_->settings);
        QSignalSpy changed(&dialog, &SettingsDialog::changed);
        dialog.show();
        dialog.tabs()->setCurrentIndex(1);
        ThresholdsPage* page = dialog.thresholds();
        QVERIFY(!page->restoreButton()->isEnabled());
        auto* closeWaits = page->findChild<QDoubleSpinBox*>(QStringLiteral("closeWaitCount"));
        QVERIFY(closeWaits && closeWaits->value() == 5);
        closeWaits->setFocus();
        closeWaits->selectAll();
        QTest::keyClicks(closeWaits, QStringLiteral("12"));
        QTest::keyClick(closeWaits, Qt::Key_Tab);
        QCOMPARE(f_->settings.thresholds().closeWaitCount, 12U);
        QCOMPARE(f_->settings.thresholds().closeWaitAge,
                 DiagnosisThresholds().closeWaitAge); // others stay
        QVERIFY(changed.size() >= 1);
        const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
        if (!folder.isEmpty())
            dialog.grab().save(folder + QStringLiteral("/thresholds.png"));
        QTest::mouseClick(page->restoreButton(), Qt::LeftButton);
        QCOMPARE(closeWaits->value(), 5.0);
        QCOMPARE(f_->settings.thresholds().closeWaitCount, 5U);
    }

    /// A handshake of 240 ms is not slow until somebody says so; then the window and its report do.
    void anOpenCaptureIsDiagnosedAnew() {
        const QString capture =
            QStringLiteral(SYNOPTIC_TEST_DATA "/samples/community-id-ipv6.pcap");
        MainWindow& window = *f_->window;
        f_->session->openCapture(capture);
        FindingsModel& findings = window.models().findings();
        QTRY_VERIFY(f_->rows().rowCount() > 0);
        const auto slow = [&] {
            int count = 0;
            for (int row = 0; row < findings.rowCount(); ++row)
                count += findings.at(row)->rule == RuleId::SlowHandshake;
            return count;
        };
        QTest::qWait(300);
        QCOMPARE(slow(), 0);
        f_->table()->selectRow(0);
        const ConnectionKey selected = window.models().selectedKey();
        QVERIFY(selected != 0);

        SettingsDialog dialog(f_->settings);
        connect(&dialog, &SettingsDialog::changed, &window,
                [&] { Q_EMIT window.watchSettingsChanged(); });
        dialog.show();
        dialog.tabs()->setCurrentIndex(1);
        auto* box =
            dialog.thresholds()->findChild<QDoubleSpinBox*>(QStringLiteral("slowHandshake"));
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("0.1"));
        QTest::keyClick(box, Qt::Key_Tab);
        QTRY_VERIFY_WITH_TIMEOUT(slow() > 0, 5'000);
        QTRY_COMPARE(window.models().selectedKey(), selected);

        ReportRequest request;
        request.path = folder_.filePath(QStringLiteral("anew.json"));
        request.format = ReportRequest::Format::Json;
        Q_EMIT window.reportRequested(request);
        QTRY_VERIFY(QFile::exists(request.path));
        QFile report(request.path);
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QByteArray text = report.readAll();
        QVERIFY2(text.contains("\"changed_thresholds\":{\"slow_handshake\":0.1}"),
                 text.left(800).constData());
        QVERIFY(text.contains("\"rule\":\"slow-handshake\""));

        QTest::mouseClick(dialog.thresholds()->restoreButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(slow(), 0, 5'000);
        f_->session->watchComputer();
    }

    void thresholdsOutliveTheProgram() {
        const QString path = folder_.filePath(QStringLiteral("settings.ini"));
        {
            Settings settings = Settings::inFile(path);
            DiagnosisThresholds thresholds;
            for (const ThresholdField& field : thresholdFields())
                field.set(thresholds, field.get(thresholds) + field.step);
            settings.setThresholds(thresholds);
            settings.sync();
        }
        Settings settings = Settings::inFile(path);
        const DiagnosisThresholds kept = settings.thresholds();
        for (const ThresholdField& field : thresholdFields())
            QCOMPARE(field.get(kept), field.get(DiagnosisThresholds()) + field.step);
        settings.setThresholds({});
        QVERIFY(settings.thresholdsAreDefault());
    }

    void aCaptureHasNoQueues() {
        WatchedSubject subject;
        subject.kind = WatchedSubject::Kind::Capture;
        subject.path = QStringLiteral("some.pcap");
        f_->window->setSubject(subject);
        QVERIFY(f_->window->listenersPanel()->note().contains(QLatin1String("capture")));
    }

    /// At 800 by 600, in Chinese: nothing that is said is cut off.
    void theDiagnoseLayoutFitsASmallWindow_data() {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("theme");
        QTest::newRow("en-light") << 1 << 1;
        QTest::newRow("zh-light") << 2 << 1;
        QTest::newRow("zh-dark") << 2 << 2;
    }
    void theDiagnoseLayoutFitsASmallWindow() {
        QFETCH(int, language);
        QFETCH(int, theme);
        MainWindow& window = *f_->window;
        window.actions().languages->actions()[language]->trigger();
        window.actions().themes->actions()[theme]->trigger();
        window.resize(800, 600);
        tell({finding(7, RuleId::SynFlood, FindingSeverity::Error),
              finding(6, RuleId::ConnectSilent, FindingSeverity::Warning)});
        window.setWindowLayout(WindowLayout::Diagnose);
        QTest::qWait(200);
        window.resize(800, 600); // it was arranged for the window as it was
        QTest::qWait(300);
        f_->picture(QStringLiteral("diagnose-%1").arg(QLatin1String(QTest::currentDataTag())));
        QCOMPARE(window.size(), QSize(800, 600));
        QVERIFY(alarm()->width() <= 800);
        for (QPushButton* button : alarm()->findChildren<QPushButton*>()) {
            if (button->isVisible())
                QVERIFY2(window.rect().contains(button->mapTo(&window, button->rect().center())) &&
                             button->width() >= button->minimumSizeHint().width(),
                         qPrintable(button->text()));
        }
        DiagnosisPanel* panel = window.diagnosisPanel();
        QVERIFY2(panel->height() >= 120, qPrintable(QString::number(panel->height())));
        QVERIFY(panel->width() >= 400);
        // Labels in the page wrap, and have the height for it.
        auto* page = panel->findChild<QScrollArea*>();
        for (const QLabel* label : page->widget()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
        }
        window.actions().languages->actions()[1]->trigger();
        f_->themes.setChoice(ThemeChoice(0));
    }
};

QTEST_MAIN(DiagnosisWindowTest)
#include "tst_diagnosis_window.moc"
