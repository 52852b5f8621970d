/*
  Warnings:

  - You are about to drop the column `scores` on the `User` table. All the data in the column will be lost.
  - Added the required column `name` to the `User` table without a default value; this is not possible.
*/
-- AlterEnum
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN', 'GUEST');
ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;

-- AlterTable
ALTER TABLE "User" DROP COLUMN "scores",
ADD COLUMN     "name" TEXT NOT NULL,
ADD COLUMN     "phoneNumber" VARCHAR(20),
ALTER COLUMN "email" DROP NOT NULL;

-- RenameTable
ALTER TABLE "_Friends" RENAME TO "_Friendship";
