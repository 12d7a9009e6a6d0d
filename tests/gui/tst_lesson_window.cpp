// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sample lesson, played in the window from the welcome card to its end.
#include "tests/gui/window_fixture.h"
#include "views/ladder/ladder_panel.h"
#include "views/ladder/ladder_view.h"
#include "views/lesson/lesson_panel.h"
#include "views/window/welcome_page.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace synoptic;

class LessonWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepShowsItsStates_data() {
        QTest::addColumn<int>("language");
        QTest::newRow("en") << int(LanguageChoice::English);
        QTest::newRow("zh_CN") << int(LanguageChoice::SimplifiedChinese);
    }
    void everyStepShowsItsStates() {
        QFETCH(const int, language);
        WindowFixture f(Settings::inMemory(), false);
        f.languages.use(LanguageChoice(language));
        f.window->resize(1440, 900);
        QFile file(QCoreApplication::applicationDirPath() +
                   QStringLiteral("/../lessons/first-connection.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const LessonResult read = readLesson(file.readAll());
        QVERIFY(read.lesson);
        QSignalSpy asked(f.window->welcomePage(), &WelcomePage::lessonRequested);
        // The lesson's card is the last one.
        QTest::mouseClick(f.window->welcomePage()->findChildren<QPushButton*>().last(),
                          Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        LessonPanel* panel = f.window->lessonPanel();
        QTRY_VERIFY(panel->isVisible());
        QCOMPARE(f.window->windowLayout(), WindowLayout::Learn);
        auto* next = panel->findChild<QPushButton*>(QStringLiteral("lessonNext"));
        const auto cell = [&f](ConnectionTableModel::Column column) {
            return f.rows().rowCount() == 1 ? f.rows().index(0, column).data().toString()
                                            : QString();
        };
        for (std::size_t i = 0; i < read.lesson->steps.size(); ++i) {
            const LessonStep& step = read.lesson->steps[i];
            QCOMPARE(panel->step(), int(i));
            QCOMPARE(panel->findChild<QLabel*>(QStringLiteral("lessonCaption"))->text(),
                     step.caption.in(QLocale()));
            if (step.client)
                QTRY_COMPARE(cell(ConnectionTableModel::State),
                             QString::fromUtf8(name(*step.client).data()));
            if (step.server)
                QTRY_VERIFY(cell(ConnectionTableModel::PeerState)
                                .startsWith(QString::fromUtf8(name(*step.server).data())));
            // Its connection is chosen, its ladder ends with the step's last packet.
            QTRY_VERIFY(f.window->models().selected());
            QTRY_COMPARE(f.window->ladderPanel()->view()->content().rows.packets().size(),
                         std::size_t(step.packets));
            if (i == 2)
                f.picture(QStringLiteral("lesson-%1").arg(language));
            if (i + 1 < read.lesson->steps.size())
                QTest::mouseClick(next, Qt::LeftButton);
        }
        QVERIFY(!next->isEnabled());
        QVERIFY(panel->findChild<QPushButton*>(QStringLiteral("lessonWatch"))->isVisible());
    }
};

QTEST_MAIN(LessonWindowTest)
#include "tst_lesson_window.moc"
