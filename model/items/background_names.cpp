// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/background_names.h"

#include "model/items/safe_text.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QNetworkInterface>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace synoptic {

namespace {

constexpr std::size_t kMostNames = 100'000;

QString lookUpInterface(std::uint32_t number) {
    return safeText(QNetworkInterface::interfaceNameFromIndex(static_cast<int>(number)), 32);
}

} // namespace

BackgroundNames::BackgroundNames(LookUp lookUp, QObject* parent)
    : QObject(parent), lookUp_(std::move(lookUp)) {}

QString BackgroundNames::name(std::uint32_t number) const {
    const auto known = names_.find(number);
    if (known != names_.end())
        return known->second;
    want(number);
    return {};
}

void BackgroundNames::want(std::uint32_t number) const {
    if (names_.size() >= kMostNames)
        return;
    names_.emplace(number, QString());
    wanted_.push_back(number);
    if (std::exchange(scheduled_, true))
        return;
    QMetaObject::invokeMethod(const_cast<BackgroundNames*>(this), &BackgroundNames::start,
                              Qt::QueuedConnection);
}

void BackgroundNames::start() {
    scheduled_ = false;
    if (busy_ || wanted_.empty())
        return;
    busy_ = true;
    // The guard is made and read on this thread; the pool's thread only carries it.
    auto work = [lookUp = lookUp_, numbers = std::exchange(wanted_, {}),
                 guard = std::make_shared<QPointer<BackgroundNames>>(this)] {
        std::vector<Found> found;
        for (const std::uint32_t number : numbers)
            found.push_back({number, lookUp(number)});
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, found = std::move(found)] {
                if (*guard)
                    (*guard)->take(found);
            },
            Qt::QueuedConnection);
    };
    QThreadPool::globalInstance()->start(std::move(work));
}

void BackgroundNames::take(const std::vector<Found>& found) {
    busy_ = false;
    bool some = false;
    for (const auto& [number, name] : found) {
        some |= !name.isEmpty();
        names_[number] = name;
    }
    if (!wanted_.empty())
        start();
    if (some)
        Q_EMIT learnt();
}

BackgroundNames* makeInterfaceNames(QObject* parent) {
    return new BackgroundNames(lookUpInterface, parent);
}

} // namespace synoptic
