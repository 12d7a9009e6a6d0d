// SPDX-License-Identifier: GPL-3.0-or-later
//
// What may be closed or ended, by what is known of it and of this program's rights.
#include "model/items/act_verdict.h"
#include "tests/items/item_fixtures.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::fixtures;

namespace {

constexpr std::uint64_t kNetns = 4026531840;

ConnectionSnapshot open() {
    ConnectionSnapshot c = connection(1, TcpState::Established);
    c.id.netns = kNetns;
    c.hasCookie = true;
    ProcessInfo process;
    process.pid = 4711;
    process.uid = 1000;
    process.startTime = 99;
    process.name = "curl";
    c.owner = {Owner::Kind::Process, 0, std::make_shared<const ProcessInfo>(process)};
    return c;
}

ActAbilities root() {
    ActAbilities abilities;
    abilities.helper.answer = HelperAbilities::Answer::Told;
    abilities.helper.isRoot = true;
    abilities.netns = kNetns;
    abilities.self = 1234;
    return abilities;
}

using Change = std::function<void(ConnectionSnapshot&, ActAbilities&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestActVerdict : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rootMayDoBoth() {
        QVERIFY(closeVerdict(open(), root()).possible);
        QVERIFY(!closeVerdict(open(), root()).asksPassword);
        QVERIFY(endVerdict(open(), root()).possible);
        QVERIFY(!closeListenerVerdict(open(), root()).possible);
        ConnectionSnapshot listener = open();
        listener.state = TcpState::Listen;
        listener.role = Role::Listener;
        QVERIFY(closeListenerVerdict(listener, root()).possible);
        QVERIFY(!closeVerdict(listener, root()).possible);
    }

    void aPasswordCanStandForTheRight() {
        ActAbilities user = root();
        user.helper.isRoot = false;
        user.user = 1000;
        QVERIFY(!closeVerdict(open(), user).possible);
        user.helper.asksPassword = true;
        QVERIFY(closeVerdict(open(), user).possible && closeVerdict(open(), user).asksPassword);
        user.helper.noNewPrivileges = true; // then pkexec gets none either
        QVERIFY(!closeVerdict(open(), user).possible);
        QVERIFY(endVerdict(open(), user).possible); // it is the user's own
    }

    void closingIsRefused_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const char* why, Change change) {
            QTest::newRow(name) << change << QString::fromLatin1(why);
        };
        row("capture", "capture file", [](auto& c, auto&) { c.fromCapture = true; });
        row("not this computer", "capture file", [](auto&, auto& a) { a.live = false; });
        row("udp", "UDP", [](auto& c, auto&) { c.id.protocol = Protocol::Udp; });
        row("closed", "already", [](auto& c, auto&) { c.closed = true; });
        row("time-wait", "Both ends", [](auto& c, auto&) { c.state = TcpState::TimeWait; });
        row("packets alone", "Packets alone", [](auto& c, auto&) { c.stateUnknown = true; });
        row("container", "namespace", [](auto& c, auto&) { c.id.netns = 7; });
        row("no cookie", "cookie", [](auto& c, auto&) { c.hasCookie = false; });
        using Answer = HelperAbilities::Answer;
        row("asking", "found out", [](auto&, auto& a) { a.helper.answer = Answer::Asking; });
        row("missing", "not installed", [](auto&, auto& a) { a.helper.answer = Answer::Missing; });
        row("not permitted", "may not start",
            [](auto&, auto& a) { a.helper.answer = Answer::NotStartable; });
        row("another program", "does not answer",
            [](auto&, auto& a) { a.helper.answer = Answer::Faulty; });
    }
    void closingIsRefused() {
        QFETCH(Change, change);
        QFETCH(QString, why);
        ConnectionSnapshot c = open();
        ActAbilities abilities = root();
        change(c, abilities);
        const ActVerdict verdict = closeVerdict(c, abilities);
        QVERIFY(!verdict.possible);
        QVERIFY2(verdict.reason.contains(why), qPrintable(verdict.reason));
    }

    void endingIsRefused_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const char* why, Change change) {
            QTest::newRow(name) << change << QString::fromLatin1(why);
        };
        const auto owner = [](Owner::Kind kind) {
            return [kind](ConnectionSnapshot& c, ActAbilities&) { c.owner = {kind, 0, {}}; };
        };
        row("kernel", "kernel keeps it", owner(Owner::Kind::Kernel));
        row("other user", "another user", owner(Owner::Kind::OtherUser));
        row("unseen", "seen from here", owner(Owner::Kind::NotVisible));
        row("unknown", "not known", owner(Owner::Kind::Unknown));
        row("someone else's", "another user", [](auto&, auto& a) { a.user = 1001; });
        row("itself", "Synoptic itself", [](auto&, auto& a) { a.self = 4711; });
        const auto process = [](std::int32_t pid, std::uint64_t startTime) {
            return [=](ConnectionSnapshot& c, ActAbilities&) {
                ProcessInfo other = *c.owner.process;
                other.pid = pid;
                other.startTime = startTime;
                c.owner.process = std::make_shared<const ProcessInfo>(other);
            };
        };
        row("the first", "first process", process(1, 99));
        row("without its time", "for certain", process(4711, 0));
    }
    void endingIsRefused() {
        QFETCH(Change, change);
        QFETCH(QString, why);
        ConnectionSnapshot c = open();
        ActAbilities abilities = root();
        change(c, abilities);
        const ActVerdict verdict = endVerdict(c, abilities);
        QVERIFY(!verdict.possible);
        QVERIFY2(verdict.reason.contains(why), qPrintable(verdict.reason));
    }

    /// What a process calls itself is shown as it is, and does nothing.
    void hostileNamesStayText() {
        ConnectionSnapshot c = open();
        ProcessInfo process = *c.owner.process;
        process.name = "a\nb\x1b[31m";
        process.commandLine = std::string(5000, 'x');
        c.owner.process = std::make_shared<const ProcessInfo>(process);
        const ActQuestion question = endQuestion(c);
        QVERIFY(!question.text.contains(QChar(0x1b)));
        QVERIFY(!processWords(c).contains(QLatin1Char('\n')));
        QVERIFY(question.text.size() < 500);
    }
};

QTEST_APPLESS_MAIN(TestActVerdict)
#include "tst_act_verdict.moc"
