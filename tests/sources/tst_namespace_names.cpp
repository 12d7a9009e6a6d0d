// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whose a network namespace is, by what the control group of a process in it says.
#include "model/sources/linux/namespace_names.h"

#include <QTest>

using namespace synoptic;

namespace {

const std::string kId = "3f2a9c417be0d5566778899aabbccddeeff00112233445566778899aabbccdde";

} // namespace

class TestNamespaceNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownerByControlGroup_data();
    void ownerByControlGroup();
    void namesInTheBooksOfRuntimes();
    void damagedBooksNameNobody();
};

void TestNamespaceNames::ownerByControlGroup_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QString>("name");
    const QByteArray id = QByteArray::fromStdString(kId);
    const QString named = QString::fromStdString(kId);
    QTest::newRow("docker, systemd") << QByteArray("0::/system.slice/docker-" + id + ".scope\n")
                                     << QStringLiteral("docker") << named;
    QTest::newRow("docker, cgroupfs")
        << QByteArray("0::/docker/" + id + "\n") << QStringLiteral("docker") << named;
    QTest::newRow("docker, version 1")
        << QByteArray("12:pids:/docker/" + id + "\n11:cpu,cpuacct:/docker/" + id + "\n0::/\n")
        << QStringLiteral("docker") << named;
    QTest::newRow("podman") << QByteArray("0::/machine.slice/libpod-" + id + ".scope/container\n")
                            << QStringLiteral("podman") << named;
    QTest::newRow("podman of a user")
        << QByteArray("0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + id +
                      ".scope\n")
        << QStringLiteral("podman") << named;
    QTest::newRow("kubernetes")
        << QByteArray("0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + id + ".scope\n")
        << QStringLiteral("container") << named;
    QTest::newRow("systemd in a container")
        << QByteArray("0::/machine.slice/libpod-" + id + ".scope/system.slice/nginx.service\n")
        << QStringLiteral("podman") << named;
    QTest::newRow("lxc") << QByteArray("0::/lxc.payload.web/init.scope\n") << QStringLiteral("lxc")
                         << QStringLiteral("web");
    QTest::newRow("machine") << QByteArray("0::/machine.slice/machine-my\\x2dbox.scope\n")
                             << QStringLiteral("machine") << QStringLiteral("my-box");
    QTest::newRow("service") << QByteArray("0::/system.slice/systemd-networkd.service\n")
                             << QString() << QStringLiteral("systemd-networkd.service");
    QTest::newRow("of nobody") << QByteArray("0::/init.scope\n") << QString() << QString();
    QTest::newRow("monitor of podman")
        << QByteArray("0::/machine.slice/libpod-conmon-" + id + ".scope\n") << QString()
        << QString();
    QTest::newRow("no path") << QByteArray("0::\n:\n\nnonsense\n") << QString() << QString();
    QTest::newRow("cut") << QByteArray("0::/system.slice/docker-3f2a") << QString() << QString();
}

void TestNamespaceNames::ownerByControlGroup() {
    QFETCH(QByteArray, text);
    QFETCH(QString, runtime);
    QFETCH(QString, name);
    const GroupOwner owner = ownerOfGroup({text.constData(), std::size_t(text.size())});
    QCOMPARE(QString::fromStdString(owner.runtime), runtime);
    QCOMPARE(QString::fromStdString(owner.name), name);
}

void TestNamespaceNames::namesInTheBooksOfRuntimes() {
    QCOMPARE(dockerName(R"({"ID":"3f","Name":"/web","Config":{"Hostname":"x"}})"),
             std::string("web"));
    const std::string books =
        R"([{"id":"aa","names":["db"]},{"id":")" + kId + R"(","names":["web","other"]}])";
    QCOMPARE(podmanName(books, kId), std::string("web"));
    QCOMPARE(podmanName(books, "none"), std::string());
}

void TestNamespaceNames::damagedBooksNameNobody() {
    for (const char* text : {"", "{", "[]", "3", R"({"Name":7})", R"({"Name":"/)"})
        QCOMPARE(dockerName(text), std::string());
    for (const char* text : {"", "{}", "[3]", R"([{"id":"a"}])", R"([{"id":"a","names":[]}])",
                             R"([{"id":"a","names":[3]}])", "[["})
        QCOMPARE(podmanName(text, "a"), std::string());
}

QTEST_APPLESS_MAIN(TestNamespaceNames)
#include "tst_namespace_names.moc"
