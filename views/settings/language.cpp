// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace synoptic {

namespace {

/// Beside the program in a build tree, or where it was installed.
QStringList catalogueFolders() {
    const QString program = QCoreApplication::applicationDirPath();
    return {QStringLiteral(":/i18n"), program + QStringLiteral("/../translations"),
            program + QStringLiteral("/../share/synoptic/translations")};
}

QLocale localeFor(LanguageChoice choice, const QLocale& system) {
    switch (choice) {
    case LanguageChoice::SimplifiedChinese:
        return QLocale(QLocale::Chinese, QLocale::China);
    case LanguageChoice::English:
        break;
    case LanguageChoice::System:
        if (system.language() != QLocale::C)
            return system;
        break;
    }
    // The C locale does not group digits, and nobody reads 1832734 at a glance.
    return system.language() == QLocale::English ? system
                                                 : QLocale(QLocale::English, QLocale::UnitedStates);
}

} // namespace

LanguageSwitch::LanguageSwitch() : system_(QLocale::system()) {
    use(LanguageChoice::System);
}

LanguageSwitch::~LanguageSwitch() {
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
}

void LanguageSwitch::use(LanguageChoice choice) {
    choice_ = choice;
    const QLocale locale = localeFor(choice, system_);
    QLocale::setDefault(locale);
    // Installing tells every widget; the locale must be right by then.
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
    loadFrom(locale);
}

void LanguageSwitch::loadFrom(const QLocale& locale) {
    // English has a catalogue too, for its plurals; Qt's own strings are English already.
    if (locale.language() != QLocale::English &&
        qt_.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_);
    for (const QString& folder : catalogueFolders()) {
        if (own_.load(locale, QStringLiteral("synoptic"), QStringLiteral("_"), folder)) {
            QCoreApplication::installTranslator(&own_);
            return;
        }
    }
}

} // namespace synoptic
