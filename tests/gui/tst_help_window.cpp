// SPDX-License-Identifier: GPL-3.0-or-later
// The help as a person reaches it: by F1, by links, by the search.
#include "tests/gui/window_fixture.h"
#include "views/diagram/state_diagram_view.h"
#include "views/help/help_text.h"
#include "views/help/help_window.h"
#include "views/window/event_log_panel.h"
#include "views/window/window_actions.h"

#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QTextBrowser>
#include <QTreeWidget>

using namespace synoptic;

class HelpWindowTest : public QObject {
    Q_OBJECT

    /// F1 at a widget, as from the keyboard; the page that opens.
    static QString pressedAt(WindowFixture& f, QWidget* widget,
                             Qt::FocusReason reason = Qt::OtherFocusReason) {
        QApplication::setActiveWindow(f.window.get());
        widget->setFocus(reason);
        QTest::keyClick(widget, Qt::Key_F1);
        return f.window->helpWindow() ? f.window->helpWindow()->topic() : QString();
    }

    static void picture(HelpWindow* help, const char* name) {
        const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
        QTest::qWait(50);
        if (!folder.isEmpty())
            help->grab().save(QStringLiteral("%1/help-%2.png").arg(folder, QLatin1String(name)));
    }

private Q_SLOTS:
    void f1ExplainsWhatHasTheFocus() {
        Loopback loopback(1);
        WindowFixture f;
        QTRY_VERIFY(f.rowOf(loopback.port(), 0) >= 0);
        f.table()->setCurrentIndex(f.rows().index(f.rowOf(loopback.port(), 0), 0));
        QCOMPARE(pressedAt(f, f.table()), QStringLiteral("listen"));
        QVERIFY(f.window->helpWindow()->isVisible());
        QCOMPARE(pressedAt(f, f.window->eventLogPanel()->findChild<QLineEdit*>()),
                 QStringLiteral("view-log"));
        StateDiagramView* diagram = f.window->diagram();
        const TcpState at = diagram->focusedState();
        QCOMPARE(pressedAt(f, diagram, Qt::TabFocusReason), helpTopic(at));
    }

    void rowsAreExplainedFromTheirMenu() {
        Loopback loopback(1);
        WindowFixture f;
        QTRY_VERIFY(f.rowOf(loopback.port(), 0) >= 0);
        const QModelIndex cell =
            f.rows().index(f.rowOf(loopback.port(), 0), ConnectionColumns::State);
        f.table()->scrollTo(cell);
        const QPoint at = f.table()->visualRect(cell).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at,
                                f.table()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(f.table()->viewport(), &event);
        auto* menu = f.table()->findChild<QMenu*>();
        QVERIFY(menu);
        for (QAction* action : menu->actions()) {
            if (action->text() == QStringLiteral("What is this?"))
                action->trigger();
        }
        menu->close();
        QVERIFY(f.window->helpWindow());
        QCOMPARE(f.window->helpWindow()->topic(), QStringLiteral("listen"));
    }

    void linksAndKeysWalkThroughThePages() {
        WindowFixture f(Settings::inMemory(), false);
        f.window->actions().glossary->trigger();
        HelpWindow* help = f.window->helpWindow();
        QVERIFY(help);
        QCOMPARE(help->topic(), QLatin1String(kGlossaryTopic));
        Q_EMIT help->page()->anchorClicked(QUrl(QStringLiteral("topic:time-wait")));
        QCOMPARE(help->topic(), QStringLiteral("time-wait"));
        QVERIFY(help->page()->toPlainText().contains(QStringLiteral("2MSL timeout")));
        picture(help, "light");
        Q_EMIT help->page()->anchorClicked(QUrl(QStringLiteral("https://example.org/")));
        QCOMPARE(help->topic(), QStringLiteral("time-wait"));
        QApplication::setActiveWindow(help);
        QTest::keyClick(help, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(help->topic(), QLatin1String(kGlossaryTopic));
        QTest::keyClick(help, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(help->topic(), QStringLiteral("time-wait"));
        f.themes.setChoice(ThemeChoice::Dark);
        picture(help, "dark");

        QTest::keyClick(help, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(help->search(), QStringLiteral("syn cookies"));
        QTest::keyClick(help->search(), Qt::Key_Return);
        QCOMPARE(help->topic(), QStringLiteral("syn-cookies"));
        QTest::keyClick(help, Qt::Key_Escape);
        QVERIFY(!help->isVisible());
    }

    void noPlaceholderIsLeftAndTheLanguageFollows() {
        WindowFixture f(Settings::inMemory(), false);
        const QList<QAction*> keys = f.window->actions().withShortcuts();
        const HelpTopics all = helpInLanguage();
        for (const HelpTopic& topic : all.topics())
            QVERIFY2(!helpPage(topic, keys).contains(QLatin1Char('{')), qPrintable(topic.id));
        f.window->actions().helpPages->trigger();
        HelpWindow* help = f.window->helpWindow();
        help->open(QStringLiteral("states"));
        QVERIFY(help->page()->toPlainText().contains(QStringLiteral("The states of TCP")));
        f.languages.use(LanguageChoice::SimplifiedChinese);
        QTRY_VERIFY(help->page()->toPlainText().contains(QStringLiteral("每一端")));
        picture(help, "zh");
        f.languages.use(LanguageChoice::English);
    }

    void itsSizeIsRemembered() {
        Settings settings = Settings::inMemory();
        HelpWindow first(settings, {});
        first.show();
        first.resize(640, 500);
        first.close();
        HelpWindow second(settings, {});
        QCOMPARE(second.size(), QSize(640, 500));
    }
};

QTEST_MAIN(HelpWindowTest)
#include "tst_help_window.moc"
