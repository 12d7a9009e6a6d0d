// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a person uses it: real sockets on loopback, real clicks and keys.
#include "tests/gui/window_fixture.h"
#include "views/common/banner.h"
#include "views/common/dock_title.h"
#include "views/common/segmented_control.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/diagram/state_diagram_view.h"
#include "views/table/filter_field.h"
#include "views/table/state_chip_row.h"
#include "views/window/dock_area.h"
#include "views/window/event_log_panel.h"
#include "views/window/selected_connection_panel.h"
#include "views/window/status_line.h"
#include "views/window/welcome_page.h"
#include "views/window/window_actions.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QTableView>
#include <QTimer>

#include <algorithm>

using namespace synoptic;

namespace {

QPoint sectionCentre(QHeaderView* header, int column) {
    return {header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
            header->height() / 2};
}

QAction* actionNamed(const QMenu* menu, const QString& text) {
    for (QAction* action : menu->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Loopback> loopback_;
    std::unique_ptr<WindowFixture> f_;

    QString portFilter() const { return QStringLiteral("port:%1").arg(loopback_->port()); }
    void type(const QString& text) {
        FilterEdit* edit = f_->window->connectionPanel()->filterField()->edit();
        edit->setFocus();
        edit->clear();
        QTest::keyClicks(edit, text);
    }

private Q_SLOTS:
    void init() {
        loopback_ = std::make_unique<Loopback>(3);
        f_ = std::make_unique<WindowFixture>();
        QTRY_VERIFY_WITH_TIMEOUT(
            f_->rowOf(loopback_->clients[0]->localPort(), loopback_->port()) >= 0, 10000);
    }
    void cleanup() {
        f_.reset();
        loopback_.reset();
    }

    void connectionsAreShownWithTheirStateAndProcess() {
        const int row = f_->rowOf(loopback_->clients[0]->localPort(), loopback_->port());
        const auto text = [&](int column) {
            return f_->rows().index(row, column).data().toString();
        };
        QCOMPARE(text(ConnectionColumns::State), QStringLiteral("ESTABLISHED"));
        QCOMPARE(text(ConnectionColumns::LocalAddress), QStringLiteral("127.0.0.1"));
        QTRY_VERIFY(f_->rows().at(row)->owner.process != nullptr);
        QCOMPARE(f_->rows().at(row)->owner.process->pid, int(QCoreApplication::applicationPid()));
        // What is painted: the chip's tint stands in the state column.
        f_->table()->scrollTo(f_->rows().index(row, 0));
        const QImage image = f_->table()->viewport()->grab().toImage();
        const QRect cell = f_->table()->visualRect(f_->rows().index(row, ConnectionColumns::State));
        bool tinted = false;
        for (int x = cell.left(); x < cell.right(); ++x)
            tinted |= image.pixelColor(x, cell.center().y() - 7) ==
                      f_->themes.theme().stateTint(TcpState::Established);
        QVERIFY(tinted);
        f_->picture(QStringLiteral("window"));
    }

    void typingFiltersAndEscapeClears() {
        type(portFilter());
        // Both ends of three connections, and the listener.
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        FilterField* field = f_->window->connectionPanel()->filterField();
        QCOMPARE(field->verdict().kind, FilterVerdict::Kind::Valid);
        type(QStringLiteral("state:NOWHERE"));
        QVERIFY(field->verdict().kind != FilterVerdict::Kind::Valid);
        QVERIFY(!field->verdict().message.isEmpty());
        QVERIFY(field->verdict().length > 0);
        f_->picture(QStringLiteral("filter-invalid"));
        QTest::keyClick(field->edit(), Qt::Key_Escape);
        QTest::keyClick(field->edit(), Qt::Key_Escape);
        QCOMPARE(field->text(), QString());
        QTRY_VERIFY(f_->rows().rowCount() >= 7);
    }

    void theFieldOffersWhatCanBeWritten() {
        FilterEdit* edit = f_->window->connectionPanel()->filterField()->edit();
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("state:EST"));
        auto* popup = edit->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(edit->text().trimmed(), QStringLiteral("state:ESTABLISHED"));
    }

    void chipsWriteIntoTheFilter() {
        StateChipRow* chips = f_->window->connectionPanel()->chips();
        FilterField* field = f_->window->connectionPanel()->filterField();
        QTest::mouseClick(chips->chip(TcpState::Listen), Qt::LeftButton);
        QCOMPARE(field->text(), QStringLiteral("state:LISTEN"));
        QTRY_VERIFY(f_->rows().rowCount() > 0);
        for (int row = 0; row < f_->rows().rowCount(); ++row)
            QCOMPARE(f_->rows().at(row)->state, TcpState::Listen);
        QVERIFY(!chips->chip(std::nullopt)->isChecked());
        QTest::mouseClick(chips->chip(TcpState::Listen), Qt::LeftButton);
        QCOMPARE(field->text(), QString());
        QVERIFY(chips->chip(std::nullopt)->isChecked());
        QVERIFY(chips->chip(TcpState::Established)->count() >= 6);
        // Typing turns the chips as well.
        type(QStringLiteral("state:TIME-WAIT,CLOSE-WAIT"));
        QCOMPARE(chips->states(), (QList<TcpState>{TcpState::TimeWait, TcpState::CloseWait}));
    }

    void aClickOnTheDiagramFilters() {
        StateDiagramView* diagram = f_->window->diagram();
        QTest::mouseClick(diagram, Qt::LeftButton, {},
                          diagram->stateRect(TcpState::Established).center());
        QCOMPARE(f_->window->connectionPanel()->filterText(), QStringLiteral("state:ESTABLISHED"));
    }

    void aHeaderClickSorts() {
        type(portFilter());
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        QHeaderView* header = f_->table()->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          sectionCentre(header, ConnectionColumns::LocalPort));
        const auto sorted = [&](bool ascending) {
            for (int row = 1; row < f_->rows().rowCount(); ++row) {
                const auto a = f_->rows().at(row - 1)->id.tuple.local.port;
                const auto b = f_->rows().at(row)->id.tuple.local.port;
                if (ascending ? a > b : a < b)
                    return false;
            }
            return true;
        };
        QTRY_VERIFY(sorted(true));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          sectionCentre(header, ConnectionColumns::LocalPort));
        QTRY_VERIFY(sorted(false));
    }

    void theSelectionStaysWithItsConnection() {
        type(portFilter());
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        const quint16 port = loopback_->clients[1]->localPort();
        const int row = f_->rowOf(port, loopback_->port());
        QTest::mouseClick(f_->table()->viewport(), Qt::LeftButton, {},
                          f_->table()->visualRect(f_->rows().index(row, 1)).center());
        const ConnectionKey key = f_->table()->selectedConnection();
        QCOMPARE(f_->rows().find(key)->id.tuple.local.port, port);
        QVERIFY(
            f_->window->docks()->title(Panel::Selected)->subject().contains(QString::number(port)));
        f_->table()->sortByColumn(ConnectionColumns::LocalPort, Qt::DescendingOrder);
        QCOMPARE(f_->table()->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(f_->table()->selectionModel()->selectedRows()[0].row(), f_->rows().rowOf(key));
        // Out of sight, and back.
        type(QStringLiteral("state:LISTEN"));
        QCOMPARE(f_->table()->selectedConnection(), key);
        type(QString());
        QTRY_VERIFY(f_->table()->selectionModel()->isRowSelected(f_->rows().rowOf(key)));
        f_->picture(QStringLiteral("selected"));
    }

    void aClosedConnectionIsMarkedAndLeaves() {
        const quint16 port = loopback_->accepted[2]->peerPort();
        const int before = f_->rowOf(loopback_->port(), port);
        QVERIFY(before >= 0);
        const ConnectionKey key = f_->rows().at(before)->key;
        loopback_->clients[2]->abort();
        loopback_->accepted[2]->abort();
        QTRY_VERIFY(f_->rows().find(key) && f_->rows().find(key)->closed);
        QTRY_VERIFY_WITH_TIMEOUT(f_->rows().rowOf(key) < 0, 8000);
        // With closed ones shown it comes back.
        QTest::mouseClick(f_->window->connectionPanel()->showClosed(), Qt::LeftButton, {},
                          QPoint(8, 14));
        QTRY_VERIFY(f_->rows().rowOf(key) >= 0);
        QVERIFY(f_->window->eventLogPanel()->view()->model()->rowCount() > 0);
    }

    void whatHappensToARowIsMarked() {
        type(portFilter());
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        loopback_->connectOne();
        const quint16 port = loopback_->clients.back()->localPort();
        QTRY_VERIFY(f_->rowOf(port, loopback_->port()) >= 0);
        const auto ground = [&](int row, int column) {
            const QRect cell = f_->table()->visualRect(f_->rows().index(row, column));
            return f_->table()->viewport()->grab(cell).toImage().pixelColor(cell.width() - 2,
                                                                            cell.height() / 2);
        };
        const Theme& theme = f_->themes.theme();
        QCOMPARE(ground(f_->rowOf(port, loopback_->port()), ConnectionColumns::Process),
                 theme.rowNew);
        f_->picture(QStringLiteral("new-row"));
        // Closed by this end: only the cell of its state is lit.
        const ConnectionKey key = f_->rows().at(f_->rowOf(port, loopback_->port()))->key;
        QTRY_COMPARE_WITH_TIMEOUT(f_->rows().highlightOf(f_->rows().rowOf(key)), RowHighlight::None,
                                  5000);
        loopback_->clients.back()->disconnectFromHost();
        QTRY_VERIFY(f_->rows().find(key)->state != TcpState::Established);
        QTest::qWait(30);
        QCOMPARE(ground(f_->rows().rowOf(key), ConnectionColumns::State), theme.rowChanged);
        QVERIFY(ground(f_->rows().rowOf(key), ConnectionColumns::Process) != theme.rowChanged);
        f_->picture(QStringLiteral("changed-row"));
        // Gone.
        const int other = f_->rowOf(loopback_->clients[0]->localPort(), loopback_->port());
        const ConnectionKey second = f_->rows().at(other)->key;
        loopback_->accepted[0]->abort();
        loopback_->clients[0]->abort();
        QTRY_VERIFY(f_->rows().find(second)->closed);
        QTest::qWait(30);
        QCOMPARE(ground(f_->rows().rowOf(second), ConnectionColumns::Process), theme.rowClosed);
        f_->picture(QStringLiteral("closed-row"));
    }

    void theContextMenuFilters() {
        type(portFilter());
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        const QModelIndex cell =
            f_->rows().index(f_->rowOf(loopback_->clients[0]->localPort(), loopback_->port()),
                             ConnectionColumns::LocalPort);
        const QPoint at = f_->table()->visualRect(cell).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at,
                                f_->table()->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(f_->table()->viewport(), &event);
        auto* menu = f_->table()->findChild<QMenu*>();
        QVERIFY(menu);
        QVERIFY(f_->rows().isOrderHeld());
        if (const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
            !folder.isEmpty())
            menu->grab().save(folder + QStringLiteral("/context-menu.png"));
        auto* filter = menu->actions().constFirst()->menu();
        QVERIFY(filter);
        filter->actions().constFirst()->trigger();
        QCOMPARE(f_->window->connectionPanel()->filterText(),
                 QStringLiteral("sport:%1").arg(loopback_->clients[0]->localPort()));
        menu->close();
        QTRY_COMPARE(f_->rows().rowCount(), 1);
    }

    void pauseStopsTheView() {
        QTest::keyClick(f_->window.get(), Qt::Key_F8);
        QVERIFY(f_->window->isPaused());
        QCOMPARE(f_->window->liveSegment()->current(), 1);
        QTest::qWait(400); // what was under way has come
        loopback_->connectOne();
        const quint16 port = loopback_->clients.back()->localPort();
        QTest::qWait(1500);
        QCOMPARE(f_->rowOf(port, loopback_->port()), -1);
        QVERIFY(f_->window->statusLine()->sourceText().contains(QStringLiteral("paused")));
        QTest::mouseClick(f_->window->liveSegment()->segment(0), Qt::LeftButton);
        QVERIFY(!f_->window->isPaused());
        QTRY_VERIFY(f_->rowOf(port, loopback_->port()) >= 0);
    }

    void themeAndLanguageChangeAtOnce() {
        f_->window->actions().themes->actions()[2]->trigger();
        QTRY_COMPARE(f_->window->grab().toImage().pixelColor(700, 14), darkTheme().window);
        f_->picture(QStringLiteral("dark"));
        f_->window->actions().themes->actions()[1]->trigger();
        QTRY_COMPARE(f_->window->grab().toImage().pixelColor(700, 14), lightTheme().window);
        const QString english = f_->window->actions().file->title();
        f_->window->actions().languages->actions()[2]->trigger();
        QCOMPARE(f_->settings.language(), LanguageChoice::SimplifiedChinese);
        QTest::qWait(100);
        f_->picture(QStringLiteral("chinese"));
        f_->window->actions().languages->actions()[1]->trigger();
        QTest::qWait(50);
        QCOMPARE(f_->window->actions().file->title(), english);
    }

    void columnsAreChosen() {
        QMenu menu;
        f_->table()->fillColumnMenu(&menu);
        QAction* pid = actionNamed(&menu, ConnectionColumns::title(ConnectionColumns::Pid));
        QVERIFY(pid && !pid->isChecked());
        if (const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
            !folder.isEmpty())
            menu.grab().save(folder + QStringLiteral("/columns-menu.png"));
        pid->trigger();
        QVERIFY(!f_->table()->isColumnHidden(ConnectionColumns::Pid));
        menu.actions().constLast()->trigger();
        QVERIFY(f_->table()->isColumnHidden(ConnectionColumns::Pid));
    }

    void noMatchOffersToClearTheFilter() {
        type(QStringLiteral("port:1 port:2 zzz"));
        QPushButton* clear = nullptr;
        const auto buttons = f_->table()->viewport()->findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            clear = button;
        QVERIFY(clear);
        QTRY_VERIFY(clear->isVisible());
        f_->picture(QStringLiteral("no-match"));
        QTest::mouseClick(clear, Qt::LeftButton);
        QTRY_VERIFY(!clear->isVisible());
        QVERIFY(f_->rows().rowCount() > 0);
    }

    void keysReachTheirActions() {
        QTest::keyClick(f_->window.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(f_->window->connectionPanel()->filterField()->edit()->hasFocus());
        QDockWidget* diagram = f_->window->docks()->dock(Panel::Diagram);
        QVERIFY(diagram->isVisible());
        QTest::keyClick(f_->window.get(), Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(!diagram->isVisible());
        QTest::keyClick(f_->window.get(), Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(diagram->isVisible());
    }

    void backReturnsToTheFilterBefore() {
        type(QStringLiteral("state:LISTEN"));
        QTest::mouseClick(f_->window->connectionPanel()->chips()->chip(std::nullopt),
                          Qt::LeftButton);
        QVERIFY(f_->window->connectionPanel()->filterText().isEmpty());
        QTest::qWait(1600); // a new thought, not the same typing
        type(QStringLiteral("state:ESTABLISHED"));
        QTest::keyClick(f_->window.get(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(f_->window->connectionPanel()->filterText() != QStringLiteral("state:ESTABLISHED"));
        QTest::keyClick(f_->window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(f_->window->connectionPanel()->filterText(), QStringLiteral("state:ESTABLISHED"));
    }

    void layoutsTakeTurns() {
        QTest::mouseClick(f_->window->layoutSegment()->segment(1), Qt::LeftButton);
        QCOMPARE(f_->window->windowLayout(), WindowLayout::Learn);
        QTRY_VERIFY(!f_->window->connectionPanel()->isVisible());
        QTRY_VERIFY(f_->window->diagram()->width() > 700);
        f_->picture(QStringLiteral("learn"));
        QTest::mouseClick(f_->window->layoutSegment()->segment(0), Qt::LeftButton);
        QTRY_VERIFY(f_->window->connectionPanel()->isVisible());
        QTRY_VERIFY(f_->window->diagram()->width() < 650);
    }

    void aMachineWithoutConnectionsSaysSo() {
        WindowFixture quiet(Settings::inMemory(), false);
        quiet.window->setSubject({WatchedSubject::Kind::Computer, {}}); // and nothing comes
        const auto labels = quiet.table()->viewport()->findChildren<QLabel*>();
        const bool told = std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text() == QStringLiteral("No connections yet");
        });
        quiet.picture(QStringLiteral("empty"));
        QVERIFY(told);
    }

    void theWindowsKeysWorkWhileTyping() {
        type(QStringLiteral("state:EST"));
        FilterEdit* edit = f_->window->connectionPanel()->filterField()->edit();
        edit->findChild<QCompleter*>()->popup()->hide();
        bool asked = false;
        QTimer::singleShot(300, this, [&asked] {
            QWidget* dialog = QApplication::activeModalWidget();
            asked = dialog != nullptr;
            if (dialog)
                dialog->close();
        });
        QTest::keyClick(edit, Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(asked);
    }

    void tabTakesTheWordOffered() {
        type(QStringLiteral("state:EST"));
        FilterEdit* edit = f_->window->connectionPanel()->filterField()->edit();
        auto* popup = edit->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Tab);
        QCOMPARE(edit->text().trimmed(), QStringLiteral("state:ESTABLISHED"));
        QVERIFY(!popup->isVisible());
    }

    void theWelcomePageIsLeftByWhatNeedsTheTable() {
        MainWindow& window = *f_->window;
        WelcomePage* page = window.welcomePage();
        const auto open = [&] {
            window.showWelcome(true);
            QVERIFY(page->isVisible());
            QVERIFY(!window.connectionPanel()->chips()->isVisible());
        };
        open();
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(!page->isVisible());
        open();
        QTest::keyClick(&window, Qt::Key_F5);
        QVERIFY(!page->isVisible());
        open();
        QTest::mouseClick(window.layoutSegment()->segment(0), Qt::LeftButton);
        QVERIFY(!page->isVisible());
        open();
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
        QVERIFY(!page->isVisible());
        QVERIFY(!window.docks()->dock(Panel::Charts)->isHidden());
    }

    void aPanelBehindAnotherIsRaised() {
        MainWindow& window = *f_->window;
        QDockWidget* charts = window.docks()->dock(Panel::Charts);
        QDockWidget* log = window.docks()->dock(Panel::EventLog);
        const auto inSight = [&](Panel panel) { return window.docks()->isInSight(panel); };
        QTRY_VERIFY(inSight(Panel::Charts) && !inSight(Panel::EventLog));
        QTest::keyClick(&window, Qt::Key_6, Qt::ControlModifier);
        QTRY_VERIFY(inSight(Panel::EventLog));
        QVERIFY(!charts->isHidden());
        QTest::keyClick(&window, Qt::Key_6, Qt::ControlModifier);
        QTRY_VERIFY(log->isHidden());
        for (const Panel panel : {Panel::Ladder, Panel::Packets, Panel::Http, Panel::Listeners})
            window.docks()->dock(panel)->close();
        // The last one has no tabs; its own title carries the tools.
        QTRY_VERIFY(window.docks()->title(Panel::Charts)->height() >= 24);
        f_->picture(QStringLiteral("last-dock"));
    }

    void listenersShowTheirQueues() {
        // A program that accepts nothing: the kernel completes handshakes until its queue is full.
        QTcpServer slow;
        slow.setListenBacklogSize(3);
        QVERIFY(slow.listen(QHostAddress::LocalHost));
        slow.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<QTcpSocket>());
            clients.back()->connectToHost(QHostAddress::LocalHost, slow.serverPort());
        }
        f_->window->docks()->bring(Panel::Listeners);
        QTableView* view = f_->window->listenersPanel()->view();
        const auto cell = [&](ListenerQueuesModel::Column column) {
            return view->model()->index(0, column); // the full one stands first
        };
        QTRY_COMPARE(cell(ListenerQueuesModel::Accept).data().toString(),
                     QStringLiteral("4 of 3, full"));
        f_->picture(QStringLiteral("listeners"));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(cell(ListenerQueuesModel::HalfOpen)).center());
        QCOMPARE(f_->window->connectionPanel()->filterText(),
                 QStringLiteral("state:SYN-RECEIVED sport:%1").arg(slow.serverPort()));
        type(QString());
    }

    void theSmallWindowKeepsItsTable() {
        MainWindow& window = *f_->window;
        window.resize(900, 640);
        QTRY_VERIFY(window.docks()->dock(Panel::Diagram)->width() <= 400);
        QVERIFY(window.connectionPanel()->width() >= 450);
        QVERIFY(window.diagram()->height() >= 240);
        QVERIFY(window.connectionPanel()->filterField()->edit()->width() >= 200);
        QVERIFY(window.width() == 900);
        f_->picture(QStringLiteral("small"));
        window.resize(1440, 900);
        QTRY_VERIFY(window.docks()->dock(Panel::Diagram)->width() > 500);
    }

    void titlesOfColumnsAreWhole() {
        for (int language : {1, 2}) {
            f_->window->actions().languages->actions()[language]->trigger();
            QTest::qWait(50);
            const QFontMetrics bold(uiFont(12, true));
            for (int column = 0; column < f_->rows().columnCount(); ++column) {
                const QString title = f_->rows().headerData(column, Qt::Horizontal).toString();
                if (!f_->table()->isColumnHidden(column))
                    QVERIFY2(f_->table()->columnWidth(column) >= bold.horizontalAdvance(title) + 30,
                             qPrintable(title));
            }
        }
        f_->window->actions().languages->actions()[1]->trigger();
    }

    void theOrderIsNotHeldForGood() {
        type(portFilter());
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        QTest::mouseMove(f_->table()->viewport(), QPoint(50, 30));
        QTest::mouseMove(f_->table()->viewport(), QPoint(60, 35));
        QTRY_VERIFY(f_->rows().isOrderHeld());
        f_->window->connectionPanel()->filterField()->edit()->setFocus();
        QTest::keyClicks(f_->window->connectionPanel()->filterField()->edit(),
                         QStringLiteral(" st"));
        QTRY_VERIFY_WITH_TIMEOUT(!f_->rows().isOrderHeld(), 4000);
    }

    void aSelectionTheFilterHidesSaysSo() {
        type(portFilter());
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        const int row = f_->rowOf(loopback_->clients[1]->localPort(), loopback_->port());
        f_->window->selectConnection(f_->rows().at(row)->key);
        QPushButton* deselect = nullptr;
        const auto buttons = f_->window->selectedPanel()->findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            deselect = button;
        QVERIFY(deselect && !deselect->isVisible());
        type(QStringLiteral("state:LISTEN"));
        QTRY_VERIFY(deselect->isVisible());
        f_->picture(QStringLiteral("hidden-selection"));
        QTest::mouseClick(deselect, Qt::LeftButton);
        QCOMPARE(f_->table()->selectedConnection(), ConnectionKey(0));
        // The diagram's empty ground takes a choice back as well.
        type(portFilter());
        QTRY_COMPARE(f_->rows().rowCount(), 7);
        f_->window->selectConnection(f_->rows().at(0)->key);
        QTest::mouseClick(f_->window->diagram(), Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(f_->table()->selectedConnection(), ConnectionKey(0));
    }

    void tabWalksThroughTheWindow() {
        FilterEdit* edit = f_->window->connectionPanel()->filterField()->edit();
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), f_->window->connectionPanel()->showClosed());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), f_->table());
        // Nothing holds the focus for good, and everything is reached.
        QSet<QWidget*> reached;
        for (int i = 0; i < 120; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached << QApplication::focusWidget();
        }
        QVERIFY(reached.contains(f_->window->diagram()));
        QVERIFY(reached.contains(edit));
        QVERIFY(reached.size() > 20);
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
